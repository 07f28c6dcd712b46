-- Layouts: `layout-ncol`, `layout-nrow` and `layout` become Div.pb-layout of Div.pb-row of Div.pb-cell; a cell's
-- `width` is its share of the row in percent. What cannot be laid out (a cell's code) stays before it.

local common = require("common")

local M = {}

function M.wanted(element)
  return element.attributes["layout-ncol"] or element.attributes["layout-nrow"] or element.attributes["layout"]
end

local function only_images(block)
  if block.tag ~= "Para" and block.tag ~= "Plain" then
    return nil
  end
  local images = pandoc.Inlines {}
  for _, inline in ipairs(block.content) do
    if inline.tag == "Image" or (inline.tag == "Link" and #inline.content == 1 and inline.content[1].tag == "Image") then
      images:insert(inline)
    elseif inline.tag ~= "Space" and inline.tag ~= "SoftBreak" and inline.tag ~= "LineBreak" then
      return nil
    end
  end
  return #images > 0 and images or nil
end

-- A cell's code and its warnings are not laid out.
local function aside(block)
  return (block.tag == "CodeBlock" and common.has(block, "cell-code"))
    or (block.tag == "Div" and common.has(block, "cell-output-stderr"))
end

-- The things to lay out, and what stays before them.
local function items(blocks)
  local before, found = pandoc.Blocks {}, {}
  for _, block in ipairs(blocks) do
    local images = only_images(block)
    if images and #images > 1 then
      for _, image in ipairs(images) do
        table.insert(found, { pandoc.Plain { image } })
      end
    elseif aside(block) then
      before:insert(block)
    elseif block.tag == "Div" and common.has(block, "cell-output-display") and #block.content > 1 then
      for _, part in ipairs(block.content) do
        table.insert(found, { pandoc.Div({ part }, pandoc.Attr("", block.classes)) })
      end
    elseif block.tag == "Header" then
      table.insert(found, { block, heading = true })
    elseif #found > 0 and found[#found].heading then
      found[#found] = { found[#found][1], block }
    else
      table.insert(found, { block })
    end
  end
  return before, found
end

-- The rows as lists of shares; a negative share is a gap.
local function shape(element, count)
  local given = common.take(element, "layout")
  local columns, rows = common.take(element, "layout-ncol"), common.take(element, "layout-nrow")
  local list = given and common.list(given)
  if list and (type(list[1]) == "table" or type(list[1]) == "number") then
    return type(list[1]) == "table" and list or { list }
  end
  local width = tonumber(columns) or math.ceil(count / math.max(tonumber(rows) or 1, 1))
  width = math.max(math.floor(given and 1 or width), 1)
  local shapes = {}
  for from = 1, count, width do
    local row = {}
    for _ = from, math.min(from + width - 1, count) do
      table.insert(row, 1)
    end
    for _ = #row + 1, from > 1 and width or 0 do
      table.insert(row, -1)
    end
    table.insert(shapes, row)
  end
  return shapes
end

local function total(row)
  local sum = 0
  for _, share in ipairs(row) do
    sum = sum + math.abs(tonumber(share) or 1)
  end
  return sum
end

-- The blocks of an element, laid out as its attributes ask.
function M.lay_out(element, blocks)
  local before, found = items(blocks)
  local rows, at = pandoc.Blocks {}, 1
  for _, shares in ipairs(shape(element, #found)) do
    local cells, sum = pandoc.Blocks {}, total(shares)
    for _, share in ipairs(shares) do
      share = tonumber(share) or 1
      local width = string.format("%.4g%%", 100 * math.abs(share) / sum)
      local gap = share < 0
      if gap or found[at] then
        local attr = pandoc.Attr("", { gap and "pb-gap" or "pb-cell" }, { width = width })
        cells:insert(pandoc.Div(gap and {} or found[at], attr))
        at = gap and at or at + 1
      end
    end
    rows:insert(pandoc.Div(cells, pandoc.Attr("", { "pb-row" })))
  end
  for rest = at, #found do
    rows:insert(pandoc.Div({ pandoc.Div(found[rest], pandoc.Attr("", { "pb-cell" }, { width = "100%" })) }, pandoc.Attr("", { "pb-row" })))
  end
  before:insert(pandoc.Div(rows, pandoc.Attr("", { "pb-layout" })))
  return before
end

function M.apply(doc)
  return doc:walk {
    Div = function(div)
      if not M.wanted(div) or common.has(div, "pb-float") then
        return nil
      end
      div.content = M.lay_out(div, div.content)
      if div.identifier == "" and #div.classes == 0 then
        return div.content
      end
      return div
    end,
  }
end

return M
