-- Tabsets: Div.panel-tabset becomes Div.pb-tabset of Div.pb-tab, each with Div.pb-title and Div.pb-content.

local common = require("common")

local M = {}

local function level(blocks)
  for _, block in ipairs(blocks) do
    if block.tag == "Header" then
      return block.level
    end
  end
  return nil
end

local function tabset(div)
  -- Print has no tabs: there the titles stay headings, numbered like any other.
  local top = common.has(div, "panel-tabset") and common.context.format == "html" and level(div.content)
  if not top then
    return nil
  end
  local tabs, before, current = pandoc.Blocks {}, pandoc.Blocks {}, nil
  for _, block in ipairs(div.content) do
    if block.tag == "Header" and block.level == top then
      current = pandoc.Div({}, pandoc.Attr("", { "pb-content" }))
      local title = pandoc.Div({ pandoc.Plain(block.content) }, pandoc.Attr("", { "pb-title" }))
      tabs:insert(pandoc.Div({ title, current }, pandoc.Attr("", { "pb-tab" })))
    elseif current then
      tabs[#tabs].content[2].content:insert(block)
    else
      before:insert(block)
    end
  end
  before:insert(pandoc.Div(tabs, pandoc.Attr(div.identifier, { "pb-tabset" })))
  return before
end

function M.apply(doc)
  return doc:walk { Div = tabset }
end

return M
