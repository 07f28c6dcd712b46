-- Where links of the joined book lead. A cross-reference's label is the book's own; any other id belongs to its chapter
-- ("review/one.qmd#place"), so that two chapters may both have a section called "Methods".

local common = require("common")

local M = {}
local defined, owners = {}, {}

function M.name(file, id)
  return common.kind(id) and id or (file .. "#" .. id)
end

-- Every place of the book, from the context's lists of ids by file: links lead forward too.
for file, ids in pairs(common.context.places) do
  defined[file] = 1
  for _, id in ipairs(ids) do
    local name = M.name(file, id)
    defined[name] = (defined[name] or 0) + 1
    owners[id] = owners[id] or {}
    table.insert(owners[id], name)
  end
end

-- The label for an id that a chapter links to; another chapter's, if that alone has it. Nil where there is none.
local function resolve(file, id)
  local name = M.name(file, id)
  if not defined[name] and owners[id] and #owners[id] == 1 then
    name = owners[id][1]
  end
  if id:match("^ref%-") then
    return id
  elseif not defined[name] then
    common.finding("PB731", "“#" .. id .. "”")
    return nil
  elseif defined[name] > 1 then
    common.finding("PB732", "“#" .. id .. "”")
    return nil
  end
  return name
end

-- What a link of a chapter leads to, for Pandoc's writer ("#label" or an address); nil where the place is missing.
function M.target(target, file)
  local id = target:match("^#(.+)$")
  if id then
    local name = resolve(file, common.unescape(id))
    return name and "#" .. name
  end
  local path, fragment = target:match("^/([^#?]*)#?(.*)$")
  if not path then
    return target
  end
  local plain = common.unescape(path)
  if not common.pages[plain] then
    return common.relative(path, file) .. target:match("^[^#?]*(.*)$")
  elseif fragment == "" then
    return "#" .. plain
  end
  local name = resolve(plain, common.unescape(fragment))
  return name and "#" .. name
end

return M
