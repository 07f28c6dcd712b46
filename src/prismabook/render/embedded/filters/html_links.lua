-- Targets for a page of the site: chapters become pages, everything is relative to the page's own folder.

local common = require("common")

local M = {}
local outputs = common.pages

-- The address of a file or a chapter, seen from this page.
function M.address(target)
  local path, rest = target:match("^/([^?#]*)(.*)$")
  if not path then
    return target
  end
  local output = outputs[common.unescape(path)]
  if output and output == common.context.output and rest:sub(1, 1) == "#" then
    return rest
  end
  return common.relative(output or path, common.context.output) .. rest
end

-- The link of a cross-reference. A chapter is its page, unless it is this one.
function M.reference(inlines, label, entry)
  local same = entry.output == common.context.output
  local page = same and "" or common.relative(entry.output, common.context.output)
  local whole = entry.chapter and not same
  return pandoc.Link(inlines, page .. (whole and "" or "#" .. label), "", pandoc.Attr("", { "quarto-xref" }))
end

function M.Raw(raw)
  raw.text = raw.text:gsub('(href=["\'])(/[^"\'#?]+)', function(name, target)
    return outputs[common.unescape(target:sub(2))] and name .. M.address(target) or nil
  end)
  return raw
end

-- Links: "#id" that is not on this page leads to the section of another that has this id, as in Quarto.
function M.link(own, index)
  return function(link)
    local id = link.target:match("^#(.+)$")
    local entry = id and not own[common.unescape(id)] and index[common.unescape(id)]
    if entry and entry.kind == "sec" and entry.output ~= common.context.output then
      link.target = common.relative(entry.output, common.context.output) .. (entry.chapter and "" or link.target)
    else
      link.target = M.address(link.target)
    end
    return link
  end
end

-- The ids that a page has.
function M.ids(doc)
  local own = {}
  local function note(element)
    if element.identifier ~= "" then
      own[element.identifier] = true
    end
  end
  doc:walk {
    Header = note, Div = note, Span = note, Link = note, Image = note, Code = note, CodeBlock = note, Table = note,
    Figure = note,
  }
  return own
end

function M.Image(image)
  image.src = M.address(image.src)
  return image
end

return M
