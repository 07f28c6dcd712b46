-- Conditional content: `.content-visible` and `.content-hidden` with when-/unless- format, meta or profile.

local common = require("common")

local M = {}

local function is_format(name)
  local format = common.context.format
  return name == format or (name == "html:js" and format == "html")
end

local function is_set(path)
  local node = common.context.meta
  for key in path:gmatch("[^.]+") do
    node = type(node) == "table" and node[key] or nil
  end
  return node == true
end

local tests = {
  ["format"] = is_format,
  ["meta"] = is_set,
  ["profile"] = function() return false end,
}

-- Whether all conditions that the element names hold.
local function holds(element)
  for name, test in pairs(tests) do
    local when, unless = common.take(element, "when-" .. name), common.take(element, "unless-" .. name)
    if (when and not test(when)) or (unless and test(unless)) then
      return false
    end
  end
  return true
end

local function choose(element)
  local visible, hidden = common.has(element, "content-visible"), common.has(element, "content-hidden")
  if not (visible or hidden) then
    return nil
  end
  if holds(element) ~= visible then
    return {}
  end
  local rest = element.classes:filter(function(class) return not class:match("^content%-%l+$") end)
  if element.tag == "Div" or (element.tag == "Span" and element.identifier == "" and #rest == 0) then
    return element.content
  end
  element.classes = rest
  return element
end

function M.apply(doc)
  return doc:walk { Div = choose, Span = choose, CodeBlock = choose }
end

return M
