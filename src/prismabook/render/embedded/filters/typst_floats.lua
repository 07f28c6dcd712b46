-- Figures, tables and listings as Typst figures; their numbers are those of the book's index.

local common = require("common")
local typst = require("typst_code")

local M = {}

-- A figure. `word` and `number` stand before the caption; without a number the caption stands alone.
local function figure(content, caption, kind, position, word, number, label)
  local options = ("]), kind: %s, supplement: %s, numbering: %s%s)%s"):format(
    typst.quoted(kind),
    word and typst.quoted(word) or "none",
    number and typst.numbering(number) or "none",
    M.alternative(content, caption, kind),
    typst.label(label)
  )
  local out = pandoc.Blocks { typst.block("#figure([") }
  out:extend(content)
  out:insert(typst.line("], caption: figure.caption(position: " .. position .. ", [", caption, options))
  return out
end

-- A figure that holds no image (a text, a formula) is described by its caption; images and tables speak themselves.
-- Quarto's own format describes none.
function M.alternative(content, caption, kind)
  local speaks = not common.context.house or kind == "quarto-float-tbl" or kind == "quarto-float-lst"
  pandoc.Blocks(content):walk {
    RawInline = function(raw) speaks = speaks or raw.text:match("^#box%(image%(") ~= nil end,
    Table = function() speaks = true end,
  }
  local words = pandoc.utils.stringify(caption)
  return not speaks and words ~= "" and ", alt: " .. typst.quoted(words) or ""
end

local function position(kind, div)
  local own = div and (div.attributes[kind .. "-cap-location"] or div.attributes["cap-location"])
  if own == "top" or own == "bottom" then
    return own
  end
  return common.context[kind .. "_cap_location"] == "top" and "top" or "bottom"
end

function M.float(div, content, caption)
  local kind, number, sub = div.attributes.kind, div.attributes.number, div.attributes.sub
  local label = div.identifier ~= "" and div.identifier or nil
  local side = div.attributes.align
  if side == "left" or side == "right" then
    content = typst.around("#align(" .. side .. ")[", content, "]")
  end
  if sub then
    return figure(content, caption, "pb-part-of-figure", position(kind, div), nil, "(" .. sub .. ")", label)
  end
  local word = number and common.word(kind, "title")
  return figure(content, caption, "quarto-float-" .. kind, position(kind, div), word, number, label)
end

-- A table as such: Pandoc would make a counted figure of it, which does not break over pages.
function M.table(element)
  local caption = common.flat(element.caption.long)
  element.classes:insert("typst:no-figure")
  element.caption = { long = {} }
  if #caption == 0 then
    return element
  end
  return figure({ element }, caption, "quarto-float-tbl", position("tbl"))
end

return M
