-- Checklists in a PDF: the marks in the text (`prisma="5 A4"` on headings, spans and divs) become places that Typst
-- knows, and the empty spans of a checklist (`prisma-pages="5"`) the pages of those places.
-- Needs nothing of Quarto: the embedded renderer loads this very file.

if not FORMAT:match("typst") then return {} end

-- A text as a Typst string. The only way by which text of a chapter enters Typst code here.
local function quoted(text)
  return '"' .. text:gsub('[\\"]', "\\%0"):gsub("%s+", " ") .. '"'
end

local function mark(value, options)
  local items = {}
  for item in value:gmatch("[^%s,]+") do
    table.insert(items, quoted(item))
  end
  return #items > 0 and "#pb-reports(" .. (options or "") .. table.concat(items, ", ") .. ")" or nil
end

local function pages(span)
  local told = span.attributes
  local section, chapter = told["prisma-section"] or "", told["prisma-chapter"] or ""
  local names = { told["prisma-pages"], section, chapter .. "#" .. section }
  return pandoc.RawInline("typst", "#pb-pages(" .. table.concat(pandoc.List(names):map(quoted), ", ") .. ")")
end

return {
  {
    -- Behind the heading, not in it: a heading's words stand in the contents too. Blocks, not Header: Quarto hands what
    -- this filter returns for an element to the next one, which expects such an element and not a list.
    Blocks = function(blocks)
      for i = #blocks, 1, -1 do
        local told = blocks[i].t == "Header" and blocks[i].attributes.prisma
        local code = told and mark(told, "heading: true, ")
        if code then blocks:insert(i + 1, pandoc.RawBlock("typst", code)) end
      end
      return blocks
    end,
    Div = function(div)
      local code = div.attributes.prisma and mark(div.attributes.prisma)
      if code then
        div.content:insert(1, pandoc.RawBlock("typst", code))
        return div
      end
    end,
    Span = function(span)
      if span.attributes["prisma-pages"] then
        return pages(span)
      end
      local code = span.attributes.prisma and mark(span.attributes.prisma)
      if code then
        span.content:insert(1, pandoc.RawInline("typst", code))
        return span
      end
    end,
  },
}
