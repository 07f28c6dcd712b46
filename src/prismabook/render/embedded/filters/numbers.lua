-- Numbers: sections, floats, callouts, equations and theorems get the attribute `number`, parts of floats `sub` too;
-- what has a label is entered in the index that Python joins into the book's: label -> {kind, number, title, …}.

local common = require("common")

local M = {}

local sections, counts, index

local function prefixed(kind)
  counts[kind] = (counts[kind] or 0) + 1
  local chapter = common.context.crossref_chapters and common.context.number or ""
  return (chapter ~= "" and chapter .. "." or "") .. counts[kind]
end

local function enter(id, entry)
  if id == "" then
    return
  end
  if index[id] and common.kind(id) then
    common.finding("PB709", "“" .. id .. "”")
  elseif not index[id] then
    index[id] = entry
  end
end

local function plain(inlines)
  return pandoc.utils.stringify(pandoc.Inlines(inlines):walk { Note = function() return {} end })
end

-- The chapter's number; a further heading of level 1 counts on from it, as in Quarto.
local function chapter_number(further)
  local number = common.context.number
  if further == 0 then
    return number
  end
  return common.context.appendix and string.char(number:byte() + further) or tostring(tonumber(number) + further)
end

local function section(header)
  local entry = { kind = "sec", level = header.level, number = "", title = plain(header.content) }
  if common.has(header, "pb-chapter") then
    entry.chapter = true
    entry.number = common.context.number
  elseif common.has(header, "unnumbered") or common.context.unnumbered then
    entry.number = ""
  else
    sections[header.level] = (sections[header.level] or 0) + 1
    for level = header.level + 1, 9 do
      sections[level] = nil
    end
    local parts = pandoc.List {}
    if common.context.number ~= "" then
      parts:insert(chapter_number(sections[1] or 0))
    end
    for level = common.context.number ~= "" and 2 or 1, header.level do
      parts:insert(tostring(sections[level] or 0))
    end
    entry.number = table.concat(parts, ".")
  end
  if entry.number ~= "" then
    header.attributes.number = entry.number
  end
  enter(header.identifier, entry)
  return header
end

local function parts_of(float)
  local number = 0
  local letter = function(part)
    if common.has(part, "pb-float") then
      number = number + 1
      part.attributes.number = float.attributes.number
      part.attributes.sub = string.char(96 + number)
      enter(part.identifier, {
        kind = part.attributes.kind, number = float.attributes.number, sub = part.attributes.sub,
        title = plain(part.content[1].content[1].content),
      })
    end
    return part
  end
  float.content = float.content:walk { Div = letter }
end

local function division(div)
  local kind = common.kind(div.identifier)
  if div.attributes.number or not kind then
    return nil
  end
  if common.has(div, "pb-float") or common.has(div, "pb-callout") or common.has(div, "pb-theorem") or common.has(div, "pb-proof") then
    div.attributes.number = prefixed(kind)
    local title = div.content[1].content[1]
    enter(div.identifier, { kind = kind, number = div.attributes.number, title = title and plain(title.content) or "" })
    if common.has(div, "pb-float") then
      parts_of(div)
    end
    return div
  end
  return nil
end

local function equation(span)
  if common.has(span, "pb-equation") and not span.attributes.number then
    span.attributes.number = prefixed("eq")
    enter(span.identifier, { kind = "eq", number = span.attributes.number, title = "" })
    return span
  end
  return nil
end

-- A title as text and as HTML without links and notes.
local function both(inlines)
  local bare = pandoc.Inlines(inlines):walk {
    Note = function() return {} end,
    Link = function(link) return link.content end,
    Cite = function(cite) return cite.content end,
  }
  local html = pandoc.write(pandoc.Pandoc { pandoc.Plain(bare) }, "html", { wrap_text = "none" })
  return { text = plain(bare), html = html:gsub("%s+$", "") }
end

local function title_of(doc)
  local first = doc.blocks[1]
  local is_title = first and first.tag == "Header" and common.has(first, "pb-chapter")
  return both(is_title and first.content or {})
end

-- The keys of sources that the chapter cites, in order.
local function cited(doc)
  local keys = pandoc.List {}
  doc:walk { traverse = "topdown", Cite = function(cite)
    for _, citation in ipairs(cite.citations) do
      if not common.kind(citation.id:lower()) and not keys:includes(citation.id) then
        keys:insert(citation.id)
      end
    end
  end }
  return keys
end

function M.apply(doc)
  sections, counts, index = {}, {}, {}
  doc = doc:walk { traverse = "topdown", Header = section, Div = division, Span = equation }
  return doc, {
    labels = next(index) and index or pandoc.json.null, title = title_of(doc), cited = cited(doc),
    book_title = both(common.markdown(common.context.book_title)),
    parts = pandoc.List(common.context.parts):map(function(part) return both(common.markdown(part)) end),
  }
end

return M
