-- The chapter's heading: the first level-1 heading (or the front matter's title) becomes the document's first block, a
-- Header of level 1 with the class `pb-chapter`. Without either, the chapter has no heading.

local common = require("common")

local M = {}

function M.apply(doc)
  local at
  for position, block in ipairs(doc.blocks) do
    if block.tag == "Header" then
      at = block.level == 1 and position or nil
      break
    end
  end
  local title = doc.meta.title
  local header
  if title then
    header = pandoc.Header(1, pandoc.utils.type(title) == "Blocks" and common.flat(title) or title)
    header.identifier = common.context.heading_id
    doc.meta.title = nil
  elseif at then
    header = doc.blocks:remove(at)
  else
    return doc
  end
  header.classes:insert(1, "pb-chapter")
  doc.blocks:insert(1, header)
  return doc
end

return M
