-- From the house form (see structure.lua) to Typst. A request's chapters are {document, file, role, numbered, depth, …}
-- or parts without a page {title}; all share the book's context. The names that begin with "pb-" in the code are the
-- extension's definitions.typ.

local citations = require("citations")

local WRITER = "typst-citations" -- they are resolved: Typst is to do nothing about them

-- Numbers as print shows them: "(1.1)" for equations, "2.2a" for parts of figures.
local function printed(index)
  for _, entry in pairs(index) do
    if entry.kind == "eq" then
      entry.number = "(" .. entry.number .. ")"
    elseif entry.sub then
      entry.number, entry.sub = entry.number .. entry.sub, nil
    end
  end
  return index
end

-- A label that is unknown stands right behind its neighbour, as in Quarto's PDF.
local function without_comma(inlines)
  for at = #inlines, 3, -1 do
    local unknown = inlines[at] and inlines[at].tag == "Strong" and pandoc.utils.stringify(inlines[at]):sub(1, 1) == "?"
    if unknown and inlines[at - 1].tag == "Space" and inlines[at - 2].tag == "Str" and inlines[at - 2].text == "," then
      inlines:remove(at - 1)
      inlines:remove(at - 2)
    end
  end
  return inlines
end

local function cross_references(references, index)
  local function link(words, label)
    return pandoc.Link(words, "#" .. label)
  end
  return function(cite)
    local found = references.resolve(cite, index, link)
    return found and without_comma(found)
  end
end

-- The extension's filter of checklists' marks, as Quarto runs it.
local function marks(path)
  FORMAT = "typst"
  local filters = dofile(path)
  return function(doc)
    for _, filter in ipairs(filters) do
      doc = doc:walk(filter)
    end
    return doc
  end
end

-- The chapter's document; below the heading its own subtitle and abstract. A part without a page is its heading.
local function read(told)
  if told.title then
    local heading = pandoc.Header(1, { pandoc.Str(told.title) }, pandoc.Attr("", { "pb-chapter" }))
    return pandoc.Pandoc { heading }
  end
  local doc = pandoc.read(told.document, "json")
  local front = pandoc.List(told.front):filter(function(key) return doc.meta[key] ~= nil end)
  for position, key in ipairs(front) do
    local value = doc.meta[key]
    local blocks = pandoc.utils.type(value) == "Blocks" and value or { pandoc.Para(value) }
    doc.blocks:insert(math.min(position, #doc.blocks) + 1, pandoc.Div(blocks, pandoc.Attr("", { "pb-" .. key })))
  end
  doc.meta = {}
  return doc
end

local function chapter(told, request, marked)
  local blocks, notes = PRISMABOOK.fresh("typst_blocks", request.context)
  local common, references, typst = require("common"), require("references"), require("typst_code")
  local words = common.context.words
  -- Quarto's PDF honours this where its HTML does not.
  words["crossref-sec-prefix"] = common.context.crossref["sec-prefix"] or words["crossref-sec-prefix"]
  local doc = marked(read(told))
  local content = pandoc.Blocks {}
  if told.opens_appendices then
    local title = common.inlines(words["section-title-appendices"])
    content:insert(typst.line("#show: pb-appendices.with(title: [", title, "])"))
  end
  content:insert(typst.block("// " .. told.file:gsub("%c", " ")))
  content:extend(blocks.chapter(doc.blocks, told, cross_references(references, request.index)))
  return { doc = pandoc.Pandoc(content), notes = notes }
end

local M = {}

-- Each chapter's code.
function M.chapters(request)
  request.index = printed(request.index)
  local marked = marks(request.marks)
  local chapters = pandoc.List(request.chapters):map(function(told) return chapter(told, request, marked) end)
  local docs, warnings = citations.resolved(chapters:map(function(one) return one.doc end), request.citations)
  return chapters:map(function(one, number)
    local options = { wrap_text = "none", highlight_method = request.highlight }
    local code = PRISMABOOK.heard(one.notes, pandoc.write, docs[number], WRITER, options)
    return { output = code, notes = one.notes .. warnings }
  end)
end

local function cites(doc)
  local found = false
  doc:walk { Cite = function() found = true end }
  return found
end

-- The code that shows highlighted listings, which Pandoc's template would have where the chapters are written with it.
local function definitions(request)
  local listing = pandoc.Pandoc { pandoc.CodeBlock("x", pandoc.Attr("", { "python" })) }
  local template = pandoc.template.compile("$highlighting-definitions$")
  return pandoc.write(listing, "typst", { template = template, highlight_method = request.highlight })
end

-- The whole file: the title page's texts, and the chapters' code in the extension's template.
function M.frame(request)
  local blocks, notes = PRISMABOOK.fresh("typst_blocks", request.context)
  local meta = PRISMABOOK.read("---\n" .. pandoc.json.encode(request.meta) .. "\n---\n", "markdown").meta
  for key, value in pairs(meta) do
    local kind = pandoc.utils.type(value)
    if kind == "Inlines" or kind == "Blocks" then
      meta[key] = blocks.front(value)
    end
  end
  local front = pandoc.Pandoc({}, meta)
  local docs, warnings = citations.resolved(pandoc.List { front }, cites(front) and request.citations)
  local doc = pandoc.Pandoc({ pandoc.RawBlock("typst", request.body) }, docs[1].meta)
  local options = {
    template = pandoc.template.compile(request.template), toc_depth = request.toc_depth, wrap_text = "none",
    variables = { ["highlighting-definitions"] = request.body:find("Tok(", 1, true) and definitions(request) or "" },
  }
  return { { output = PRISMABOOK.heard(notes, pandoc.write, doc, WRITER, options), notes = notes .. warnings } }
end

return M
