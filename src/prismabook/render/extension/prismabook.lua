-- Quarto's own body, fitted to the house style; runs when Quarto has numbered and resolved everything (`post-quarto`).
-- The embedded renderer does the same work in filters of its own and does not load this one.

-- A text as a Typst string. The only way by which text of a chapter enters Typst code here.
local function quoted(text)
  return '"' .. text:gsub('[\\"]', "\\%0"):gsub("%s+", " ") .. '"'
end

-- PDF/UA asks for the words of every equation; its TeX source is what a reader can be given.
local function with_alt(inlines)
  for i = #inlines, 1, -1 do
    local math, before = inlines[i], inlines[i - 1]
    if math.t == "Math" then
      if before and before.t == "RawInline" and before.text:match("^#math%.equation") then
        if not before.text:match("alt: ") then
          before.text = before.text:gsub("%[ $", function() return "alt: " .. quoted(math.text) .. ", [ " end)
          inlines[i - 1] = before
        end
      else
        inlines:insert(i + 1, pandoc.RawInline("typst", "]"))
        inlines:insert(i, pandoc.RawInline("typst", "#[#set math.equation(alt: " .. quoted(math.text) .. ");"))
      end
    end
  end
  return inlines
end

-- A note in a heading would be in the contents too.
local function heading_note(note)
  local words = pandoc.Inlines({ pandoc.RawInline("typst", "#pb-heading-note[") })
  words:extend(pandoc.utils.blocks_to_inlines(note.content))
  words:insert(pandoc.RawInline("typst", "]"))
  return words
end

-- Quarto announces parts and the appendices by headings of the first level; the house style sets them apart.
local function divider(heading)
  local file = quarto.doc.file_metadata().file
  local kind = file and heading.level == 1 and file.bookItemType
  if kind ~= "part" and kind ~= "appendix" then
    return heading:walk({ Note = heading_note })
  end
  local opening, closing = "#show: pb-appendices.with(title: [", "])"
  if kind == "part" then
    local id = heading.identifier ~= "" and "(id: " .. quoted(heading.identifier) .. ")" or ""
    opening, closing = "#pb-part-heading" .. id .. "[", "]"
  end
  local words = pandoc.Inlines({ pandoc.RawInline("typst", opening) })
  words:extend(heading.content)
  words:insert(pandoc.RawInline("typst", closing))
  return pandoc.Plain(words)
end

if not quarto then return {} end
return {
  quarto.utils.combineFilters({
    quarto.utils.file_metadata_filter(),
    { Inlines = with_alt, Header = divider },
  }),
}
