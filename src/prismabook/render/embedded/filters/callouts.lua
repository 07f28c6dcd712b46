-- Callouts: `.callout-note` and its kin become Div.pb-callout (kind, appearance, icon, collapse; id and number where
-- they can be referred to) with the children Div.pb-title (empty where none is shown) and Div.pb-content.

local common = require("common")

local M = {}
local KINDS = { note = true, tip = true, warning = true, important = true, caution = true }

local function kind(div)
  for _, class in ipairs(div.classes) do
    local name = class:match("^callout%-(%l+)$")
    if name and KINDS[name] then
      return name
    elseif name and class ~= "callout-body" then
      common.finding("PB708", "“" .. class .. "”")
    end
  end
  return nil
end

local function title(div, name, appearance)
  local given = common.take(div, "title")
  if given then
    return common.markdown(given)
  end
  if #div.content > 0 and div.content[1].tag == "Header" then
    return div.content:remove(1).content
  end
  if appearance == "default" or common.kind(div.identifier) then
    return common.inlines(common.context.words["callout-" .. name .. "-title"])
  end
  return pandoc.Inlines {}
end

local function callout(div)
  local name = kind(div)
  if not name then
    return nil
  end
  local attributes = {
    kind = name,
    appearance = common.take(div, "appearance") or common.context.callout_appearance,
    icon = common.take(div, "icon") or "true",
    collapse = common.take(div, "collapse") or "",
  }
  local plain = (div.attributes.title == nil) and not (#div.content > 0 and div.content[1].tag == "Header")
  local words = title(div, name, attributes.appearance)
  if plain then
    attributes.untitled = "true"
  end
  return pandoc.Div({
    pandoc.Div({ pandoc.Plain(words) }, pandoc.Attr("", { "pb-title" })),
    pandoc.Div(div.content, pandoc.Attr("", { "pb-content" })),
  }, pandoc.Attr(div.identifier, { "pb-callout" }, attributes))
end

function M.apply(doc)
  return doc:walk { Div = callout }
end

return M
