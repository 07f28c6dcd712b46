-- The elements of one chapter in the house form, each as Word's writer takes it.

local common = require("common")
local house = require("house")
local places = require("typst_places")
local html_tables = require("html_tables")

local M = {}

local PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
-- A4 in twentieths of a point; a section's settings stand in its last paragraph.
local SECTION = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="1247" w:right="1247" w:bottom="1247" '
  .. 'w:left="1247" w:header="624" w:footer="624" w:gutter="0"/></w:sectPr></w:pPr></w:p>'
local PORTRAIT, LANDSCAPE = SECTION:format(11906, 16838, ""), SECTION:format(16838, 11906, ' w:orient="landscape"')

local function raw(xml)
  return pandoc.RawBlock("openxml", xml)
end

local function styled(name, content)
  return pandoc.Div(content, pandoc.Attr("", {}, { ["custom-style"] = name }))
end

-- "Figure 2.1: " in front of a caption; "(a) " in a part of a figure.
local function numbered(div, caption)
  local number, sub = div.attributes.number, div.attributes.sub
  if not number or number == "" then
    return caption
  end
  local head = sub and "(" .. sub .. ")" or common.word(div.attributes.kind, "title") .. "\u{a0}" .. number
  local mark = not sub and #caption > 0 and (common.context.crossref["title-delim"] or ":") or ""
  local out = pandoc.Inlines { pandoc.Strong { pandoc.Str(head .. mark) } }
  if #caption > 0 then
    out:insert(pandoc.Space())
    out:extend(caption)
  end
  return out
end

local function float(div)
  local kind = div.attributes.kind
  local caption = numbered(div, house.words(div, "pb-caption"))
  local content = house.part(div, "pb-content")
  local out = pandoc.Blocks {}
  local shown = #caption > 0 and styled(kind == "tbl" and "Table Caption" or "Image Caption", { pandoc.Para(caption) })
  local place = div.attributes[kind .. "-cap-location"] or div.attributes["cap-location"] or common.context[kind .. "_cap_location"]
  if shown and place == "top" then
    out:insert(shown)
  end
  out:extend(content)
  if shown and place ~= "top" then
    out:insert(shown)
  end
  return pandoc.Div(out, pandoc.Attr(div.identifier))
end

local function callout(div)
  local out = pandoc.Blocks { styled("Callout Title", { pandoc.Para(house.callout_title(div)) }) }
  out:insert(styled("Callout", house.part(div, "pb-content")))
  return pandoc.Div(out, pandoc.Attr(div.identifier))
end

local function theorem(div)
  local head = house.theorem_head(div)
  local lead = common.has(div, "pb-theorem") and pandoc.Strong(head) or pandoc.Emph(head)
  return pandoc.Div(house.led(pandoc.Inlines { lead }, house.part(div, "pb-content")), pandoc.Attr(div.identifier))
end

-- Tabs one below the other, each below its title.
local function tabset(div)
  local out = pandoc.Blocks {}
  for _, tab in ipairs(div.content) do
    out:insert(pandoc.Para { pandoc.Strong(house.words(tab, "pb-title")) })
    out:extend(house.part(tab, "pb-content"))
  end
  return pandoc.Div(out, pandoc.Attr(div.identifier))
end

local makers = {
  ["pb-float"] = float, ["pb-callout"] = callout, ["pb-theorem"] = theorem, ["pb-proof"] = theorem, ["pb-tabset"] = tabset,
  ["pb-pagebreak"] = function() return raw(PAGE_BREAK) end,
  landscape = function(div)
    local out = pandoc.Blocks { raw(PORTRAIT) }
    out:extend(div.content)
    out:insert(raw(LANDSCAPE))
    return out
  end,
}

local function division(file)
  return function(div)
    for _, class in ipairs(div.classes) do
      if makers[class] then
        local made = makers[class](div)
        if made.tag == "Div" and made.identifier ~= "" then
          made.identifier = places.name(file, made.identifier)
        end
        return made
      end
    end
    if div.identifier ~= "" and div.identifier ~= "refs" then
      div.identifier = places.name(file, div.identifier)
    end
    div.attributes = { ["custom-style"] = div.attributes["custom-style"] }
    return div
  end
end

local function header(element, chapter)
  local number = common.take(element, "number")
  local is_letter = chapter.role == "appendix" and common.has(element, "pb-chapter")
  element.content = element.content:walk { Note = function() return {} end }
  if number and (is_letter or (chapter.numbered and element.level <= chapter.depth)) then
    if is_letter then
      number = common.context.words["crossref-apx-prefix"] .. "\u{a0}" .. number
    end
    element.content:insert(1, pandoc.Span({ pandoc.Str(number .. "\u{2003}") }, pandoc.Attr("", {}, { ["custom-style"] = "SectionNumber" })))
  end
  local id = element.identifier ~= "" and places.name(chapter.file, element.identifier) or chapter.file
  -- A link to the whole chapter, and one to its heading, lead to the same place.
  if common.has(element, "pb-chapter") and id ~= chapter.file then
    element.content:insert(1, pandoc.Span({}, pandoc.Attr(chapter.file)))
  end
  element.attr = pandoc.Attr(id, common.has(element, "unnumbered") and { "unnumbered" } or {})
  return element
end

local function equation(span)
  local formula = span.content:find_if(function(inline) return inline.tag == "Math" end)
  return pandoc.Span({ formula, pandoc.Str("\u{2003}(" .. span.attributes.number .. ")") }, pandoc.Attr(span.identifier))
end

-- An image's bytes, handed over by name: in its sandbox Word's writer opens no file.
local function stored(image)
  local name = common.unescape(image.src:sub(2))
  local file = assert(io.open(common.context.images .. "/" .. name, "rb"))
  pandoc.mediabag.insert(name, nil, file:read("a"))
  file:close()
  image.src = name
  return image
end

local function inlines(file, cite)
  local function anchored(element)
    if element.identifier ~= "" then
      element.identifier = places.name(file, element.identifier)
      return element
    end
  end
  return {
    Cite = cite,
    Image = function(image)
      if not image.src:match("^/[^/]") then
        common.finding("PB733", "“" .. image.src .. "”")
        return image.caption
      end
      return stored(image)
    end,
    Span = function(span)
      return common.has(span, "pb-equation") and equation(span) or anchored(span)
    end,
    Link = function(element)
      local target = places.target(element.target, file)
      if not target then
        return element.content
      end
      element.target = target
      element.attr = pandoc.Attr(element.identifier ~= "" and places.name(file, element.identifier) or "")
      return element
    end,
  }
end

function M.chapter(content, chapter, cite)
  content = content:walk { RawBlock = html_tables.RawBlock }
  content = content:walk(inlines(chapter.file, cite))
  return content:walk {
    Header = function(element) return header(element, chapter) end,
    Div = division(chapter.file),
  }
end

return M
