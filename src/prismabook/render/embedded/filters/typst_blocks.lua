-- The elements of one chapter in the house form, each as Typst.

local common = require("common")
local floats = require("typst_floats")
local house = require("house")
local places = require("typst_places")
local typst = require("typst_code")
local html_tables = require("html_tables")

local M = {}

-- Images: the words in brackets are the alternative text here; their files lie in the staging folder by the same path.
local function image(element)
  if not element.src:match("^/[^/]") then
    common.finding("PB733", "“" .. element.src .. "”")
    return element.caption
  end
  local code = "#box(image(" .. typst.quoted(common.unescape(element.src))
  local alt = pandoc.utils.stringify(element.caption)
  code = code .. (alt ~= "" and ", alt: " .. typst.quoted(alt) or "")
  for _, side in ipairs { "width", "height" } do
    local length = typst.length(element.attributes[side])
    code = code .. (length and ", " .. side .. ": " .. length or "")
  end
  return typst.inline(code .. "))")
end

-- PDF/UA asks for the words of every formula; its TeX source is what a screen reader can be given.
local function math(element)
  return {
    typst.inline("#[#set math.equation(alt: " .. typst.quoted(element.text) .. ");"),
    element,
    typst.inline("]"),
  }
end

local function equation(span)
  local formula = span.content:find_if(function(inline) return inline.tag == "Math" end)
  local options = ", numbering: " .. typst.numbering("(" .. span.attributes.number .. ")")
  return {
    typst.inline("#math.equation(block: true, alt: " .. typst.quoted(formula.text) .. options .. ", [ "),
    formula,
    typst.inline(" ])" .. typst.label(span.identifier)),
  }
end

local function inlines(file, cite)
  local function anchored(element)
    if element.identifier == "" then
      return nil
    end
    local name = places.name(file, element.identifier)
    element.identifier = ""
    return { typst.anchor(name), element }
  end
  return {
    Cite = cite,
    Image = image,
    Math = math,
    Code = anchored,
    Span = function(span)
      if common.has(span, "pb-equation") then
        return equation(span)
      end
      return anchored(span)
    end,
    Link = function(link)
      local target = places.target(link.target, file)
      if not target then
        return link.content
      end
      link.target = target
      return anchored(link) or link
    end,
  }
end

-- The number that a heading shows: none below the depth that is numbered; an appendix always has its letter.
local function shown_number(element, chapter)
  local is_letter = chapter.role == "appendix" and common.has(element, "pb-chapter")
  if is_letter or (chapter.numbered and element.level <= chapter.depth) then
    return element.attributes.number
  end
  return nil
end

local function heading_note(note)
  return typst.line("#pb-heading-note[", pandoc.utils.blocks_to_inlines(note.content), "]").content
end

local function header(element, chapter)
  local id = element.identifier ~= "" and places.name(chapter.file, element.identifier) or nil
  local is_title = common.has(element, "pb-chapter")
  local opening, closing
  if chapter.role == "part" and is_title then
    opening, closing = "#pb-part-heading(id: " .. (id and typst.quoted(id) or "none") .. ")[", "]"
  else
    local number = shown_number(element, chapter)
    local numbering = number and typst.numbering(number) or "none"
    local listed = common.has(element, "unlisted") and "false" or "true"
    opening = ("#heading(level: %d, numbering: %s, outlined: %s)["):format(element.level, numbering, listed)
    closing = "]" .. typst.label(id)
  end
  local line = typst.line(opening, element.content:walk { Note = heading_note }, closing)
  if is_title then
    line.content:insert(1, typst.anchor(chapter.file))
  end
  return line
end

local function callout(div)
  local opening = "#pb-callout(" .. typst.quoted(div.attributes.kind) .. ", ["
  local out = pandoc.Blocks { typst.line(opening, house.callout_title(div), "], [") }
  out:extend(house.part(div, "pb-content"))
  out:insert(typst.block("])"))
  return out
end

local function theorem(div)
  local style = common.has(div, "pb-theorem") and "pb-theorem" or "pb-proof"
  local out = pandoc.Blocks { typst.line("#" .. style .. "([", house.theorem_head(div), "], [") }
  out:extend(house.part(div, "pb-content"))
  out:insert(typst.block("])"))
  return out
end

-- Columns side by side: widths in percent are shares; what has none shares what is left.
local function columns(cells)
  local tracks, out = {}, pandoc.Blocks {}
  for _, cell in ipairs(cells) do
    local share = tostring(cell.attributes.width or ""):match("^([%d.]+)%%$")
    table.insert(tracks, (tonumber(share) or 100 / #cells) .. "fr")
  end
  out:insert(typst.block("#pb-columns((" .. table.concat(tracks, ", ") .. ",)"))
  for _, cell in ipairs(cells) do
    out:extend(typst.around(", [", cell.content, "]"))
  end
  out:insert(typst.block(")"))
  return out
end

local function children(div, class)
  return div.content:filter(function(block) return block.tag == "Div" and common.has(block, class) end)
end

-- The blocks of a div that is dissolved: its last words stay a paragraph of their own.
local function apart(blocks)
  local last = blocks[#blocks]
  if last and last.tag == "Plain" then
    blocks[#blocks] = pandoc.Para(last.content)
  end
  return blocks
end

local KEPT = { "pb-caption", "pb-content", "pb-title", "pb-cell", "pb-gap", "column" }

local function division(div, file)
  for _, class in ipairs(KEPT) do
    if common.has(div, class) then
      return nil
    end
  end
  local out
  if div.identifier == "refs" then
    return nil
  elseif common.has(div, "pb-float") then
    return floats.float(div, house.part(div, "pb-content"), house.words(div, "pb-caption"))
  elseif common.has(div, "pb-callout") then
    out = callout(div)
  elseif common.has(div, "pb-theorem") or common.has(div, "pb-proof") then
    out = theorem(div)
  elseif common.has(div, "pb-row") then
    out = columns(div.content)
  elseif common.has(div, "columns") then
    out = columns(children(div, "column"))
  elseif common.has(div, "landscape") then
    out = typst.around("#page(flipped: true)[", div.content, "]")
  elseif common.has(div, "pb-pagebreak") then
    out = pandoc.Blocks { typst.block("#pagebreak(weak: true)") }
  else
    out = apart(div.content)
  end
  if div.identifier ~= "" then
    out:insert(1, pandoc.Plain { typst.anchor(places.name(file, div.identifier)) })
  end
  return out
end

-- A block of code; its file's name is shown in the house style, where Quarto's own format loses it.
local function code(element, file)
  local out, name = pandoc.Blocks {}, element.attributes.filename
  if element.identifier ~= "" then
    out:insert(pandoc.Plain { typst.anchor(places.name(file, element.identifier)) })
    element.identifier = ""
  end
  if name and common.context.house then
    out:insert(typst.line("#pb-file-name[", { pandoc.Code(name) }, "]"))
  end
  out:insert(element)
  return out
end

-- The chapters' own Typst code: a package would have to be fetched.
local function check(element)
  local package = element.format == "typst" and element.text:match('"(@[%w_-]+/[^"]*)"')
  if package then
    common.finding("PB740", "“" .. package .. "”")
  end
  return nil
end

local function raw(element)
  if element.format == "html" then
    return html_tables.RawBlock(element)
  end
  return check(element)
end

-- `chapter` has file, role (chapter, part, appendix), numbered, depth; `cite` makes of a Cite what it refers to.
function M.chapter(content, chapter, cite)
  local file = chapter.file
  content = content:walk { RawBlock = raw, RawInline = check }
  content = content:walk(inlines(file, cite))
  return content:walk {
    Header = function(element) return header(element, chapter) end,
    Table = floats.table,
    CodeBlock = function(element) return code(element, file) end,
    Div = function(div) return division(div, file) end,
  }
end

-- Title, abstract and the like: only their formulas need anything done.
function M.front(value)
  return value:walk { Math = math }
end

return M
