-- Typst code for the joined book. Everything that is put between code and text goes through these helpers; text of the
-- chapters enters code as a string through `quoted` and in no other way (what stands in brackets Pandoc has escaped).

local M = {}

-- A text as a Typst string.
function M.quoted(text)
  return '"' .. text:gsub('[\\"]', "\\%0"):gsub("%s+", " ") .. '"'
end

function M.block(code)
  return pandoc.RawBlock("typst", code)
end

function M.inline(code)
  return pandoc.RawInline("typst", code)
end

-- A label for what was written just before, or nothing.
function M.label(name)
  return name and " #label(" .. M.quoted(name) .. ")" or ""
end

-- A place that links lead to: nothing to see, no space taken.
function M.anchor(name)
  return M.inline("#pb-anchor(" .. M.quoted(name) .. ");")
end

-- A number that was counted for the whole book, as a numbering.
function M.numbering(number)
  return "(..) => " .. M.quoted(number)
end

-- Blocks between two pieces of code.
function M.around(opening, blocks, closing)
  local out = pandoc.Blocks { M.block(opening) }
  out:extend(blocks)
  out:insert(M.block(closing))
  return out
end

-- Words between two pieces of code, without space around them.
function M.line(opening, words, closing)
  local content = pandoc.Inlines { M.inline(opening) }
  content:extend(words)
  content:insert(M.inline(closing))
  return pandoc.Plain(content)
end

-- A length in Typst's units: pixels become points, as in print; anything unknown is left to Typst's own sizing.
function M.length(text)
  local number, unit = tostring(text or ""):match("^%s*([%d.]+)%s*(%a*%%?)%s*$")
  if not number or not tonumber(number) then
    return nil
  elseif unit == "" or unit == "px" then
    return ("%gpt"):format(tonumber(number) * 0.75)
  elseif unit == "cm" or unit == "mm" or unit == "in" or unit == "pt" or unit == "em" or unit == "%" then
    return number .. unit
  end
  return nil
end

return M
