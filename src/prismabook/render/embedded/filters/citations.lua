-- Citations through citeproc, numbered and told apart through the whole book: what the book cites is cited, in its
-- order, before the text, and taken away again. Several chapters are resolved at once, as reading the bibliography
-- and the style takes longer than a chapter.

local M = {}

local function cites(keys)
  return pandoc.Inlines(pandoc.List(keys):map(function(key)
    return pandoc.Cite({ pandoc.Str("@" .. key) }, { pandoc.Citation(key, "NormalCitation") })
  end))
end

-- Whether a chapter says itself where the list stands.
function M.has_place(doc)
  local found = false
  doc:walk { Div = function(div) found = found or div.identifier == "refs" end }
  return found
end

-- What is not cited but listed, for citeproc's `nocite`.
local function listed(docs, settings)
  local here = docs:find_if(M.has_place) ~= nil
  -- with a list elsewhere as well: in a style that sorts, what is not cited counts in the numbers too
  if not here and not settings.elsewhere then
    return nil
  end
  local nocite = pandoc.utils.blocks_to_inlines(PRISMABOOK.read(settings.nocite, "markdown").blocks)
  if here and not settings.through_book then
    nocite:extend(cites(settings.cited))
  end
  return pandoc.MetaInlines(nocite)
end

-- The documents with their citations resolved, and citeproc's warnings. `settings` is what `structure.citations` gives;
-- without it all stays as it is.
function M.resolved(docs, settings)
  local warnings = pandoc.List {}
  if not settings then
    return docs, warnings
  end
  local whole = pandoc.Pandoc({ pandoc.Para(settings.through_book and cites(settings.cited) or {}) })
  for number, doc in ipairs(docs) do
    whole.blocks:insert(pandoc.Div(doc.blocks))
    whole.meta["pb-" .. number] = pandoc.MetaMap(doc.meta)
  end
  for key, value in pairs { bibliography = settings.bibliography, csl = settings.csl, lang = settings.lang } do
    whole.meta[key] = value
  end
  whole.meta["link-citations"] = settings.link
  whole.meta.nocite = listed(docs, settings)
  whole = PRISMABOOK.heard(warnings, pandoc.utils.citeproc, whole)
  local list = whole.blocks[#docs + 2]
  return docs:map(function(doc, number)
    local blocks = whole.blocks[number + 1].content
    -- Where no chapter has a place for the list, it stands behind the last one.
    if list and number == #docs and not settings.elsewhere then
      blocks:insert(list)
    end
    return pandoc.Pandoc(blocks, whole.meta["pb-" .. number])
  end), warnings
end

return M
