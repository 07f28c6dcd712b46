-- Equations with labels: `$$ … $$ {#eq-x}` becomes Span.pb-equation with the label as id and the formula as content.

local common = require("common")

local M = {}

-- The label in "{#eq-x …}" that begins at inline `at`, the position after it, and the text left over.
local function label(inlines, at)
  local text = ""
  for position = at, #inlines do
    local inline = inlines[position]
    text = text .. (inline.tag == "Str" and inline.text or pandoc.utils.stringify(inline))
    local inner, rest = text:match("^(%b{})(.*)$")
    if inner then
      local id = inner:match("^{#(eq%-[^%s}]+)")
      return id, position + 1, rest
    elseif inline.tag ~= "Str" and inline.tag ~= "Space" and inline.tag ~= "SoftBreak" and inline.tag ~= "Quoted" then
      return nil
    end
  end
  return nil
end

local function inlines(list)
  local out, position, changed = pandoc.Inlines {}, 1, false
  while position <= #list do
    local inline = list[position]
    local id, after, rest
    if inline.tag == "Math" and inline.mathtype == "DisplayMath" then
      local start = position + 1
      if list[start] and (list[start].tag == "Space" or list[start].tag == "SoftBreak") then
        start = start + 1
      end
      if list[start] and list[start].tag == "Str" and list[start].text:sub(1, 1) == "{" then
        id, after, rest = label(list, start)
      end
    end
    if id then
      out:insert(pandoc.Span({ inline }, pandoc.Attr(id, { "pb-equation" })))
      if rest ~= "" then
        out:insert(pandoc.Str(rest))
      end
      position, changed = after, true
    else
      out:insert(inline)
      position = position + 1
    end
  end
  return changed and out or nil
end

function M.apply(doc)
  local displayed = false
  doc:walk { Math = function(math) displayed = displayed or math.mathtype == "DisplayMath" end }
  return displayed and doc:walk { Inlines = inlines } or doc -- few chapters have any, and all inlines take their time
end

return M
