-- Citations through citeproc, numbered and disambiguated through the whole book: what earlier pages cite is cited
-- before the page's own text, and taken away again.

local common = require("common")

local M = {}

local function preamble(keys)
  local cites = keys:map(function(key)
    return pandoc.Cite({ pandoc.Str("@" .. key) }, { pandoc.Citation(key, "NormalCitation") })
  end)
  return pandoc.Para(pandoc.Inlines(cites))
end

local function has_refs(doc)
  local found = false
  doc:walk { Div = function(div) found = found or div.identifier == "refs" end }
  return found
end

-- `relink(target)` gives the address of an entry's anchor ("#ref-x") from where it is cited.
function M.apply(doc, relink)
  local settings = common.context.citations
  if not settings then
    return doc
  end
  local list_here = has_refs(doc)
  for key, value in pairs { bibliography = settings.bibliography, csl = settings.csl } do
    doc.meta[key] = value
  end
  doc.meta["link-citations"] = settings.link
  doc.meta["lang"] = common.context.lang
  local nocite = settings.nocite ~= "" and common.markdown(settings.nocite) or pandoc.Inlines {}
  if list_here and not settings.through_book then
    for _, key in ipairs(settings.cited) do
      nocite:extend { pandoc.Space(), pandoc.Cite({ pandoc.Str("@" .. key) }, { pandoc.Citation(key, "NormalCitation") }) }
    end
  end
  -- on every page: in a style that sorts, what is not cited counts in the numbers too
  doc.meta.nocite = (list_here or settings.elsewhere) and pandoc.MetaInlines(nocite) or nil
  local before = settings.through_book and pandoc.List(settings.cited) or pandoc.List {}
  if #before > 0 then
    doc.blocks:insert(1, preamble(before))
  end
  doc = pandoc.utils.citeproc(doc)
  if #before > 0 then
    doc.blocks:remove(1)
  end
  if not list_here and settings.elsewhere then
    doc.blocks = doc.blocks:filter(function(block) return block.tag ~= "Div" or block.identifier ~= "refs" end)
  elseif not list_here then
    M.headed(doc)
  end
  return doc:walk {
    Link = function(link)
      if link.target:match("^#ref%-") and not list_here then
        link.target = relink(link.target)
        link.attributes.role = "doc-biblioref"
        return link
      end
    end,
  }
end

-- A list that citeproc has put at the end of a page gets a heading.
function M.headed(doc)
  local last = doc.blocks[#doc.blocks]
  if last and last.tag == "Div" and last.identifier == "refs" and #last.content > 0 then
    local title = common.inlines(common.context.words["section-title-references"])
    doc.blocks:insert(#doc.blocks, pandoc.Header(2, title, pandoc.Attr("", { "unnumbered", "unlisted" })))
  end
end

return M
