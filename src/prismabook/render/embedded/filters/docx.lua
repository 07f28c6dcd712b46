-- From the joined book, each chapter in a Div.pb-file (file, role), to Word: run on JSON of the house form (see
-- structure.lua), before citeproc. Paragraph styles are those of the extension's reference.docx.

local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
package.path = here .. "/?.lua;" .. package.path

local common = require("common")
local references = require("references")
local places = require("typst_places")
local blocks = require("docx_blocks")
local finding = common.finding

local function link(words, label)
  return pandoc.Link(words, "#" .. label)
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
  return blocks.chapter(div.content, about, function(cite) return references.resolve(cite, index, link) end)
end

function Pandoc(doc)
  places.collect(doc)
  local out = pandoc.Blocks {}
  for _, block in ipairs(doc.blocks) do
    out:extend(chapter(block, common.context.index))
  end
  doc.blocks = out
  return doc
end
