-- Figures, tables and listings become Div.pb-float.pb-float-<kind> with
--   id          the label ("fig-owls"); none where the author gave none
--   kind        fig, tbl or lst
--   number      "2.1"; only with a label. `sub` ("a") in a part of a float, whose `number` is the whole's
--   children    Div.pb-caption (one Plain, may be empty; without the word and number), Div.pb-content
-- A table without a label stays a Table with its caption. Other attributes and classes of the source are kept.

local common = require("common")
local layout = require("layout")

local M = {}

local function float(id, kind, caption, content, attr)
  local classes = pandoc.List { "pb-float", "pb-float-" .. kind }
  classes:extend(attr and attr.classes or {})
  local attributes = { kind = kind }
  for key, value in pairs(attr and attr.attributes or {}) do
    attributes[key] = value
  end
  return pandoc.Div({
    pandoc.Div({ pandoc.Plain(caption) }, pandoc.Attr("", { "pb-caption" })),
    pandoc.Div(content, pandoc.Attr("", { "pb-content" })),
  }, pandoc.Attr(id, classes, attributes))
end

local function float_kind(label)
  local kind = common.kind(label)
  return kind and common.floats[kind] and kind or nil
end

-- The alternative text of an image: `fig-alt`; in a captioned figure nothing else, or a screen reader says it twice.
local function describe(image, in_figure)
  local alt = common.take(image, "fig-alt") or common.take(image, "alt")
  if alt then
    image.caption = common.inlines(alt)
  elseif in_figure then
    image.caption = pandoc.Inlines {}
  end
end

-- An image (or a link around one) that stands alone, with its id and caption taken off it.
local function from_image(inline, id, caption)
  local image = inline.tag == "Link" and inline.content[1] or inline
  id = id ~= "" and id or image.identifier
  local given = common.take(image, "fig-cap")
  caption = given and common.markdown(given) or caption or image.caption
  local kind = float_kind(id)
  if not kind and #caption == 0 then
    describe(image, false)
    return nil
  end
  image.identifier = ""
  describe(image, true)
  image.title = image.title:gsub("^fig:", "")
  if inline.tag == "Link" then
    inline.content = { image }
  end
  local attr = pandoc.Attr("", {}, { align = common.take(image, "fig-align") })
  return float(kind and id or "", kind or "fig", caption, { pandoc.Plain { inline } }, attr)
end

local function single_image(blocks)
  local inlines = #blocks == 1 and (blocks[1].tag == "Plain" or blocks[1].tag == "Para") and blocks[1].content
  if inlines and #inlines == 1 then
    local inline = inlines[1]
    if inline.tag == "Image" or (inline.tag == "Link" and #inline.content == 1 and inline.content[1].tag == "Image") then
      return inline
    end
  end
  return nil
end

local function figure(element)
  local image = single_image(element.content)
  local caption = common.flat(element.caption.long)
  if image then
    return from_image(image, element.identifier, caption)
  end
  return float(element.identifier, float_kind(element.identifier) or "fig", caption, element.content)
end

-- A paragraph of one image: Pandoc makes a figure of it only where it has a caption and no link around it.
local function paragraph(element)
  local image = single_image { element }
  if not image then
    return nil
  end
  local inner = image.tag == "Link" and image.content[1] or image
  if float_kind(inner.identifier) or inner.attributes["fig-cap"] or (image.tag == "Link" and #inner.caption > 0) then
    return from_image(image, "")
  end
  return nil
end

local function widths(element, given)
  local list = given and given:match("^%[") and common.list(given)
  if not list or #list ~= #element.colspecs then
    return
  end
  local sum = 0
  for column, width in ipairs(list) do
    list[column] = math.max(tonumber(width) or 0, 1)
    sum = sum + list[column]
  end
  element.colspecs = element.colspecs:map(function(spec, column)
    return { spec[1], list[column] / math.max(sum, 100) }
  end)
end

local function tables(element)
  widths(element, common.take(element, "tbl-colwidths"))
  if not float_kind(element.identifier) then
    return element
  end
  local id, caption = element.identifier, common.flat(element.caption.long)
  element.identifier, element.caption = "", { long = {} }
  return float(id, float_kind(id), caption, { element })
end

local function listing(element)
  local caption = common.take(element, "lst-cap")
  local kind = float_kind(element.identifier)
  if not kind then
    return nil
  end
  local id = element.identifier
  element.identifier = ""
  return float(id, kind, common.markdown(caption or ""), { element })
end

-- What of a cell belongs into its float, and what stays outside: its code, what it printed.
local function of_cell(blocks)
  local shown, aside = pandoc.Blocks {}, pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    local printed = block.tag == "Div" and (common.has(block, "cell-output-stdout") or common.has(block, "cell-output-stderr"))
    if printed or (block.tag == "CodeBlock" and common.has(block, "cell-code")) then
      aside:insert(block)
    else
      shown:insert(block)
    end
  end
  if #shown == 0 then
    local code = aside:filter(function(block) return block.tag == "CodeBlock" end)
    local printed = aside:filter(function(block) return block.tag ~= "CodeBlock" end)
    return printed, code
  end
  return shown, aside
end

-- The displays of a cell as parts of its float, captioned by the cell's `tbl-subcap` or `fig-subcap`.
local function parts(div, kind, blocks)
  local given = common.take(div, kind .. "-subcap")
  local captions = given and (given:match("^%s*%[") and common.list(given) or { given })
  if not captions then
    return blocks
  end
  local number = 0
  return blocks:map(function(block)
    if block.tag ~= "Div" or not common.has(block, "cell-output-display") or block.content:find_if(M.is_float) then
      return block
    end
    number = number + 1
    local caption = common.markdown(type(captions[number]) == "string" and captions[number] or "")
    return float(div.identifier .. "-" .. number, kind, caption, { block })
  end)
end

function M.is_float(block)
  return block.tag == "Div" and common.has(block, "pb-float")
end

local function last_paragraph(blocks)
  local last = blocks[#blocks]
  if #blocks > 1 and (last.tag == "Para" or last.tag == "Plain") then
    blocks:remove(#blocks)
    return last.content
  end
  return nil
end

-- Where a cell wants its caption: the assembly says it with a class.
local function location(div, kind)
  for _, class in ipairs(div.classes) do
    local place = class:match("^" .. kind .. "%-cap%-location%-(%l+)$") or class:match("^caption%-(%l+)$")
    if place then
      return place
    end
  end
  return nil
end

local function shows_table(block)
  if block.tag ~= "Div" or not common.has(block, "cell-output-display") then
    return false
  end
  local found = false
  block:walk {
    Table = function() found = true end,
    RawBlock = function(raw) found = found or raw.text:lower():find("<table", 1, true) ~= nil end,
  }
  return found
end

-- A cell's `tbl-cap` without a label, or a list of them: each of its tables gets its caption, and a label of its own
-- ("tbl-x-1") where the cell has one.
local function captioned_tables(div)
  local kind, given = float_kind(div.identifier), div.attributes["tbl-cap"]
  local list = given and given:match("^%s*%[") and common.list(given)
  if not given or not common.has(div, "cell") or (kind and not (kind == "tbl" and list)) then
    return nil
  end
  common.take(div, "tbl-cap")
  local label, number = div.identifier, 0
  div.identifier = kind and "" or label
  list = list or { given }
  div.content = div.content:map(function(block)
    if not shows_table(block) or number == #list then
      return block
    end
    number = number + 1
    return float(kind and label .. "-" .. number or "", "tbl", common.markdown(tostring(list[number])), { block })
  end)
  return div
end

local function division(div)
  local tables_of_cell = captioned_tables(div)
  if tables_of_cell then
    return tables_of_cell
  end
  local kind = float_kind(div.identifier)
  if not kind or M.is_float(div) then
    return nil
  end
  local is_cell = common.has(div, "cell")
  local content, aside = pandoc.Blocks(div.content), pandoc.Blocks {}
  local given = common.take(div, kind .. "-cap")
  local caption = given and common.markdown(given) or last_paragraph(content)
  if is_cell then
    content, aside = of_cell(content)
  end
  -- A lone table or figure within says the caption for the whole.
  if not caption and #content == 1 and content[1].tag == "Table" then
    caption = common.flat(content[1].caption.long)
    content[1].caption = { long = {} }
  end
  content = parts(div, kind, content)
  if layout.wanted(div) then
    content = layout.lay_out(div, content)
  end
  local widths_of_cell = common.take(div, "tbl-colwidths")
  if widths_of_cell then
    content = content:walk { Table = function(element) widths(element, widths_of_cell) return element end }
  end
  local attr = is_cell and pandoc.Attr("", {}, { [kind .. "-cap-location"] = location(div, kind) })
    or pandoc.Attr("", div.classes, div.attributes)
  local made = float(div.identifier, kind, caption or pandoc.Inlines {}, content, attr)
  if not is_cell then
    return made
  end
  aside:insert(made)
  return pandoc.Div(aside, pandoc.Attr("", div.classes, div.attributes))
end

-- In a layout each image is a figure, though several share a paragraph.
local function cell(div)
  if not common.has(div, "pb-cell") then
    return nil
  end
  local image = single_image(div.content)
  if image then
    local made = from_image(image, "")
    div.content = made and { made } or div.content
  end
  return div
end

function M.apply(doc)
  doc = doc:walk {
    Figure = figure,
    Para = paragraph,
    Table = tables,
    CodeBlock = listing,
    Div = division,
  }
  return doc
end

-- After the layouts are made; images in running text get their alternative texts here.
function M.finish(doc)
  doc = doc:walk { Div = cell }
  return doc:walk {
    Image = function(image)
      describe(image, false)
      return image
    end,
  }
end

return M
