-- From the joined book, each chapter in a Div.pb-file (file, role), to Typst: run on JSON of the house form (see
-- structure.lua), before citeproc. The names that begin with "pb-" in the code are the extension's definitions.typ.

local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
package.path = here .. "/?.lua;" .. package.path

local common = require("common")
local references = require("references")
local places = require("typst_places")
local blocks = require("typst_blocks")
local typst = require("typst_code")
local finding = common.finding -- with the chapter in brackets behind it, from here on; `pdf.py` reads that

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

local function cross_references(index)
  local function link(words, label)
    return pandoc.Link(words, "#" .. label)
  end
  return function(cite)
    local found = references.resolve(cite, index, link)
    return found and without_comma(found)
  end
end

local function chapter(div, index)
  local told = div.attributes
  local about = {
    file = told.file,
    role = told.role,
    numbered = told["number-sections"] ~= "false",
    depth = tonumber(told.depth) or 6,
  }
  common.finding = function(code, message) finding(code, message .. " (" .. about.file .. ")") end
  local content = pandoc.Blocks { typst.block("// " .. about.file:gsub("%c", " ")) }
  content:extend(blocks.chapter(div.content, about, cross_references(index)))
  return content
end

function Pandoc(doc)
  -- Quarto's PDF honours this where its HTML does not.
  local words, own = common.context.words, common.context.crossref["sec-prefix"]
  words["crossref-sec-prefix"] = own or words["crossref-sec-prefix"]
  local index = printed(common.context.index)
  places.collect(doc)
  local out, appendices = pandoc.Blocks {}, false
  for _, block in ipairs(doc.blocks) do
    if block.attributes.role == "appendix" and not appendices then
      appendices = true
      local title = common.inlines(common.context.words["section-title-appendices"])
      out:insert(typst.line("#show: pb-appendices.with(title: [", title, "])"))
    end
    out:extend(chapter(block, index))
  end
  for key, value in pairs(doc.meta) do
    local kind = pandoc.utils.type(value)
    if kind == "Inlines" or kind == "Blocks" then
      doc.meta[key] = blocks.front(value)
    end
  end
  doc.blocks = out
  return doc
end
