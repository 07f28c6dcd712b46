-- Links and images: every local target becomes a path from the book's root with a leading "/" ("/review/one.qmd#place",
-- "/review/owl.svg"), so that each format can make of it what it needs. A missing chapter is left as written.

local common = require("common")

local M = {}

function M.apply(doc)
  local known, folder = common.pages, common.context.folder
  local function rooted(target)
    if not common.is_local(target) then
      return target
    end
    local path, rest = target:match("^([^?#]*)(.*)$")
    local full = common.rooted(path, folder)
    if full == nil then
      common.finding("PB711", "“" .. target .. "”")
      return target
    end
    local plain = common.unescape(full)
    if known[plain] then
      return "/" .. plain .. rest
    end
    if plain:match("%.qmd$") or plain:match("%.ipynb$") then
      common.finding("PB710", "“" .. target .. "”")
      return target
    end
    return "/" .. full .. rest
  end
  -- Links to chapters in the author's or a cell's HTML.
  local function html(raw)
    if raw.format:match("^html") then
      raw.text = raw.text:gsub('(href=["\'])([^"\'#?]+%.%l+)', function(name, target)
        local full = common.is_local(target) and common.rooted(target, folder)
        return full and known[common.unescape(full)] and name .. "/" .. full or nil
      end)
      return raw
    end
  end
  return doc:walk {
    RawInline = html,
    RawBlock = html,
    Link = function(link)
      link.target = rooted(link.target)
      return link
    end,
    Image = function(image)
      image.src = rooted(image.src)
      return image
    end,
  }
end

-- All ids of a chapter in their order, twice where they are there twice, and its local images.
function M.found(doc)
  local ids, images = pandoc.List {}, pandoc.List {}
  local function id(element)
    if element.identifier ~= "" then
      ids:insert(element.identifier)
    end
  end
  doc.blocks:walk {
    Header = id, Div = id, Span = id, Table = id, CodeBlock = id, Link = id, Code = id,
    Image = function(image)
      if image.src:match("^/[^/]") then
        images:insert((common.unescape(image.src:sub(2))))
      end
    end,
  }
  return ids, images
end

return M
