-- From the house form (structure.lua) to a page of the site. Run as
--   pandoc -f json -t html5 --mathml --template body.html --lua-filter html.lua
-- with PRISMABOOK_CONTEXT set, and PRISMABOOK_INDEX to a JSON file of the book's labels.

local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
package.path = here .. "/?.lua;" .. package.path

local common = require("common")
local blocks = require("html_blocks")
local links = require("html_links")
local references = require("references")

local function shows_number(level)
  return common.context.number_sections and level <= common.context.number_depth
end

local function header(element)
  local number = common.take(element, "number")
  element.classes = element.classes:filter(function(class) return class ~= "pb-chapter" end)
  if number and shows_number(element.level) then
    local span = pandoc.Span({ pandoc.Str(number) }, pandoc.Attr("", { "header-section-number" }))
    element.content:insert(1, pandoc.Space())
    element.content:insert(1, span)
  end
  return element
end

-- Away from the first page, the chapter's heading is the page's title; Python puts its number and id around it.
local function title(doc)
  local first = doc.blocks[1]
  if not common.context.index and first and first.tag == "Header" and common.has(first, "pb-chapter") then
    doc.blocks:remove(1)
    doc.meta["pb-heading"] = pandoc.MetaInlines(first.content)
  end
  return doc
end

function Pandoc(doc)
  local index = common.read_json(assert(os.getenv("PRISMABOOK_INDEX"), "PRISMABOOK_INDEX is not set"))
  doc = doc:walk { Cite = function(cite) return references.resolve(cite, index, links.reference) end }
  local own = links.ids(doc)
  doc = title(doc)
  doc = require("citations").apply(doc, function(target)
    return common.relative(common.context.citations.elsewhere or common.context.output, common.context.output) .. target
  end)
  doc = doc:walk { Link = links.link(own, index), Image = links.Image, RawInline = links.Raw, RawBlock = links.Raw }
  doc = doc:walk { Span = require("html_math").Span, Header = header, CodeBlock = blocks.CodeBlock, Table = blocks.Table }
  return doc:walk { Div = blocks.Div }
end
