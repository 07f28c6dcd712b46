-- From a chapter's Markdown to the house form that every format is written from. A request's chapters are one text for
-- several formats: {text, meta, context}, where `meta` holds the title block's texts as Markdown. The text is read once
-- if it is the same. Each subject has its own file, which documents what it makes:
--
--   shortcodes, conditional    what they stand for is there; what is not for this format is gone
--   chapter     Header.pb-chapter, level 1, the first block
--   floats      Div.pb-float      > Div.pb-caption, Div.pb-content
--   callouts    Div.pb-callout    > Div.pb-title, Div.pb-content
--   theorems    Div.pb-theorem, Div.pb-proof > Div.pb-title, Div.pb-content
--   tabsets     Div.pb-tabset     > Div.pb-tab > Div.pb-title, Div.pb-content
--   layout      Div.pb-layout     > Div.pb-row > Div.pb-cell (width) or Div.pb-gap
--   equations   Span.pb-equation  > Math
--   numbers     `number` (and `sub`) on all of these and on headers; the index of the chapter's labels
--   places      local targets as "/path/from/the/root"
--
-- The numbers of labels named in another label's suffix stand alone: their mode is SuppressAuthor.
-- Cells stay as they are: Div.cell with CodeBlock.cell-code, Div.cell-output.cell-output-stdout (-stderr, -error,
-- -display). Div.pb-pagebreak stands where a page ends. References (Cite) are left for the format's filter, which has
-- the whole book's index; references.lua resolves them.

-- Quarto links "# <1>" at the end of a line of code with the list below it; here both stay as they are written.
local function annotations(blocks, common)
  for position = 2, #blocks do
    local code = blocks[position - 1]
    if code.tag == "Div" and common.has(code, "cell") then
      code = code.content[1]
    end
    local is_code = code and code.tag == "CodeBlock" and blocks[position].tag == "OrderedList"
    local found = is_code and code.text:match("%S+%s*<%d+>%s*%f[\n\0]")
    if found then
      common.finding("PB727", "“" .. found .. "”")
    end
  end
end

local SUBJECTS = {
  "shortcodes", "conditional", "chapter", "equations", "callouts", "tabsets", "theorems", "floats", "layout",
}

-- The title block's texts; what the chapter itself says in a block of metadata stands before them.
local function title_block(doc, meta)
  local texts = PRISMABOOK.read("---\n" .. pandoc.json.encode(meta) .. "\n---\n", "markdown")
  for key, value in pairs(texts.meta) do
    if doc.meta[key] == nil then
      doc.meta[key] = value
    end
  end
  return doc
end

local function chapter(doc, context)
  local numbers, notes = PRISMABOOK.fresh("numbers", context)
  local common = require("common")
  for _, subject in ipairs(SUBJECTS) do
    doc = require(subject).apply(doc)
    if subject == "conditional" then
      doc:walk { Blocks = function(blocks) annotations(blocks, common) end }
    end
  end
  doc = require("floats").finish(doc)
  doc = require("references").prepare(doc)
  local index
  doc, index = numbers.apply(doc)
  doc = require("places").apply(doc)
  index.ids, index.images = require("places").found(doc)
  return doc, index, notes
end

-- A context that notes what was asked of it.
local function watched(context)
  local asked = {}
  return setmetatable({}, {
    __index = function(_, key)
      asked[key] = true
      return context[key]
    end,
  }), asked
end

-- Whether a chapter that was made from `before` is the same for another format: same text, and nothing was asked for
-- in which the two contexts differ.
local function holds_for(told, before, asked)
  if told.text ~= before.text then
    return false
  end
  for key in pairs(asked) do
    if pandoc.json.encode(told.context[key]) ~= pandoc.json.encode(before.context[key]) then
      return false
    end
  end
  return true
end

return function(request)
  local results, read, warnings, before, asked = pandoc.List {}, nil, nil, {}, nil
  for _, told in ipairs(request.chapters) do
    if holds_for(told, before, asked or {}) then
      results:insert(results[#results])
    else
      if told.text ~= before.text then
        warnings = pandoc.List {}
        read = PRISMABOOK.heard(warnings, PRISMABOOK.read, told.text, "markdown")
      end
      local context
      context, asked = watched(told.context)
      local doc, index, notes = chapter(title_block(read:clone(), told.meta), context)
      results:insert {
        output = pandoc.json.encode { document = pandoc.write(doc, "json"), index = index },
        notes = notes .. warnings,
      }
      before = told
    end
  end
  return results
end
