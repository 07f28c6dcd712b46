-- The parts of the house form's divs (see structure.lua), and the words that formats on paper put over them.

local common = require("common")

local M = {}

-- The blocks of a div's child with a class.
function M.part(div, class)
  for _, child in ipairs(div.content) do
    if child.tag == "Div" and common.has(child, class) then
      return child.content
    end
  end
  return pandoc.Blocks {}
end

-- The inlines of such a child that is one line.
function M.words(div, class)
  local found = M.part(div, class)
  return found[1] and found[1].content or pandoc.Inlines {}
end

-- Puts inlines in front of a block's own text.
function M.led(inlines, blocks)
  local first = blocks[1]
  if first and (first.tag == "Para" or first.tag == "Plain") then
    first.content = inlines .. { pandoc.Space() } .. first.content
  else
    blocks:insert(1, pandoc.Para(inlines))
  end
  return blocks
end

function M.callout_title(div)
  local title = M.words(div, "pb-title")
  if #title == 0 then
    title = common.inlines(common.context.words["callout-" .. div.attributes.kind .. "-title"])
  end
  if not div.attributes.number then
    return title
  end
  local prefix = common.word(common.kind(div.identifier), "title") .. "\u{a0}" .. div.attributes.number
  return div.attributes.untitled and common.inlines(prefix) or common.inlines(prefix .. ": ") .. title
end

-- "Theorem 2.1 (Pythagoras)", "Proof".
function M.theorem_head(div)
  local kind, number, title = div.attributes.kind, div.attributes.number, M.words(div, "pb-title")
  local name = number and common.word(common.kind(div.identifier), "title") .. "\u{a0}" .. number
    or common.context.words["environment-" .. kind .. "-title"] or kind
  local head = common.inlines(name)
  if #title > 0 then
    head = head .. common.inlines(" (") .. title .. common.inlines(")")
  end
  return head
end

return M
