-- HTML in formats that are printed: its tables (data frames) are kept, everything else has no place there.

local common = require("common")

local M = {}

function M.RawBlock(element)
  if element.format ~= "html" then
    return nil
  end
  local tables = pandoc.Blocks {}
  if element.text:lower():find("<table", 1, true) then
    PRISMABOOK.read(element.text, "html").blocks:walk { Table = function(found) tables:insert(found) end }
  end
  local speaks = not element.text:match("^%s*<!%-%-.*%-%->%s*$") and not element.text:match("^%s*</[%w-]+>%s*$")
  if #tables == 0 and speaks then
    common.finding("PB741", "“" .. element.text:sub(1, 60) .. "”")
  end
  return tables
end

return M
