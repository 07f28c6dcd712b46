-- From a chapter's Markdown to the house form that every format is written from. Run as
--   pandoc -f markdown -t json --lua-filter structure.lua
-- with PRISMABOOK_CONTEXT set (see common.lua). Each subject has its own file, which documents what it makes:
--
--   shortcodes, conditional    what they stand for is there; what is not for this format is gone
--   chapter     Header.pb-chapter, level 1, the first block
--   floats      Div.pb-float      > Div.pb-caption, Div.pb-content
--   callouts    Div.pb-callout    > Div.pb-title, Div.pb-content
--   theorems    Div.pb-theorem, Div.pb-proof > Div.pb-title, Div.pb-content
--   tabsets     Div.pb-tabset     > Div.pb-tab > Div.pb-title, Div.pb-content
--   layout      Div.pb-layout     > Div.pb-row > Div.pb-cell (width) or Div.pb-gap
--   equations   Span.pb-equation  > Math
--   numbers     `number` (and `sub`) on all of these and on headers; the metadata's `pb-index` holds the labels as JSON
--   places      local targets as "/path/from/the/root"
--
-- The numbers of labels named in another label's suffix stand alone: their mode is SuppressAuthor.
-- Cells stay as they are: Div.cell with CodeBlock.cell-code, Div.cell-output.cell-output-stdout (-stderr, -error,
-- -display). Div.pb-pagebreak stands where a page ends. References (Cite) are left for the format's filter, which has
-- the whole book's index; references.lua resolves them.

local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
package.path = here .. "/?.lua;" .. package.path

local common = require("common")
local floats = require("floats")

-- Quarto links "# <1>" at the end of a line of code with the list below it; here both stay as they are written.
local function annotations(blocks)
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

function Pandoc(doc)
  doc = require("shortcodes").apply(doc)
  doc = require("conditional").apply(doc)
  doc:walk { Blocks = annotations }
  doc = require("chapter").apply(doc)
  doc = require("equations").apply(doc)
  doc = require("callouts").apply(doc)
  doc = require("tabsets").apply(doc)
  doc = require("theorems").apply(doc)
  doc = floats.apply(doc)
  doc = require("layout").apply(doc)
  doc = floats.finish(doc)
  doc = require("references").prepare(doc)
  doc = require("numbers").apply(doc)
  return require("places").apply(doc)
end
