-- Shortcodes: `shortcodes.py` has replaced each by a token before Pandoc read the text; here each token becomes what
-- it stands for. The context's `shortcodes` is a list of {markdown=…, plain=…}; token n is "pbshortcode<n>z".

local common = require("common")
local TOKEN = "pbshortcode(%d+)z"

local M = {}

local function value(number)
  return common.context.shortcodes[tonumber(number)]
end

local function plain(text)
  return (text:gsub(TOKEN, function(number) return value(number).plain end))
end

local function str(element)
  if not element.text:find(TOKEN) then
    return nil
  end
  local out, at = pandoc.Inlines {}, 1
  for from, number, to in element.text:gmatch("()" .. TOKEN .. "()") do
    if from > at then
      out:insert(pandoc.Str(element.text:sub(at, from - 1)))
    end
    local found = value(number)
    if found.literal then
      out:extend(common.inlines(found.plain))
    else
      out:extend(common.markdown(found.markdown))
    end
    at = to
  end
  if at <= #element.text then
    out:insert(pandoc.Str(element.text:sub(at)))
  end
  return out
end

local function texts(element)
  element.text = plain(element.text)
  return element
end

local function attributes(element)
  for key, text in pairs(element.attributes) do
    element.attributes[key] = plain(text)
  end
  return element
end

-- Pandoc has made the id of a heading from its words, tokens among them.
local function plain_id(id)
  return (id:gsub(TOKEN, function(number)
    return (value(number).plain:lower():gsub("[^%w%s_.-]", ""):gsub("%s+", "-"))
  end))
end

-- A paragraph that is nothing but a shortcode may stand for blocks.
local function paragraph(element)
  if #element.content == 1 and element.content[1].tag == "Str" then
    local number = element.content[1].text:match("^" .. TOKEN .. "$")
    if number and value(number).html and common.context.format == "html" then
      return pandoc.RawBlock("html", value(number).html)
    elseif number and value(number).blocks then
      return PRISMABOOK.read(value(number).markdown, "markdown").blocks
    end
  end
  return nil
end

function M.apply(doc)
  if #common.context.shortcodes == 0 then
    return doc
  end
  doc = doc:walk { Para = paragraph }
  return doc:walk {
    Str = str,
    Code = texts,
    CodeBlock = texts,
    RawInline = texts,
    RawBlock = texts,
    Math = texts,
    Div = attributes,
    Header = function(header)
      header.identifier = plain_id(header.identifier)
      return attributes(header)
    end,
    Span = attributes,
    Link = function(link)
      link.target = plain(link.target)
      return attributes(link)
    end,
    Image = function(image)
      image.src = plain(image.src)
      return attributes(image)
    end,
  }
end

return M
