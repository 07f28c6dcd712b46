-- From the joined book, each chapter in a Div.pb-file (file, role), to Word: run on JSON of the house form (see
-- structure.lua), before citeproc. Paragraph styles are those of the extension's reference.docx.

local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
package.path = here .. "/?.lua;" .. package.path

-- As worker.lua does for the other formats; here Pandoc itself is run, in its sandbox, which fetches no image.
local told = assert(io.open(assert(os.getenv("PRISMABOOK_CONTEXT"), "PRISMABOOK_CONTEXT is not set"), "r"))
PRISMABOOK = {
  context = pandoc.json.decode(told:read("a"), false),
  notes = { insert = function(_, note) io.stderr:write("@" .. note[1] .. "\t" .. note[2] .. "\n") end },
  read = function(text, format) return pandoc.read(text, format, {}, {}) end,
}
told:close()

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
    numbered = told.numbered ~= "false",
    depth = tonumber(told.depth) or 6,
  }
  common.finding = function(code, message) finding(code, message .. " (" .. about.file .. ")") end
  return blocks.chapter(div.content, about, function(cite) return references.resolve(cite, index, link) end)
end

function Pandoc(doc)
  local out = pandoc.Blocks {}
  for _, block in ipairs(doc.blocks) do
    out:extend(chapter(block, common.context.index))
  end
  doc.blocks = out
  return doc
end
