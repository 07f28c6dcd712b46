-- What the filters share: the context that Python hands over, findings, and small helpers.
--
-- The context is what `context.py` says of the page; whoever loads the modules puts it into the global PRISMABOOK.
-- A finding becomes one of PRISMABOOK's notes.

local M = {}

M.context = PRISMABOOK.context
local notes = PRISMABOOK.notes

-- The kinds of things that can be numbered: how their labels begin, and the words for them.
M.floats = { fig = true, tbl = true, lst = true }
M.callouts = { nte = "note", tip = "tip", wrn = "warning", imp = "important", cau = "caution" }
M.theorems = { thm = true, lem = true, cor = true, prp = true, cnj = true, def = true, exm = true, exr = true, alg = true }
M.proofs = { prf = "proof", rem = "remark", sol = "solution" }

-- The book's chapters by file, with the page that each becomes.
M.pages = {}
for _, page in ipairs(M.context.pages) do
  M.pages[page.file] = page.output
end

-- Kinds of floats that the book adds with `crossref: custom:`.
for _, kind in ipairs(M.context.custom or {}) do
  M.floats[kind] = true
end

function M.finding(code, message)
  notes:insert { code, (message:gsub("%s+", " ")) }
end

-- The kind that a label belongs to ("fig" of "fig-owls"), or nil.
function M.kind(label)
  local kind = label:match("^(%l[%l%d]*)%-.")
  if kind and (kind == "sec" or kind == "eq" or M.floats[kind] or M.callouts[kind] or M.theorems[kind] or M.proofs[kind]) then
    return kind
  end
  return nil
end

-- The word in front of a number: `what` is "title" (captions) or "prefix" (references).
function M.word(kind, what)
  local crossref, words = M.context.crossref, M.context.words
  if M.callouts[kind] then
    return crossref[kind .. "-" .. what] or words["callout-" .. M.callouts[kind] .. "-title"]
  end
  if M.proofs[kind] then
    return crossref[kind .. "-" .. what] or words["environment-" .. M.proofs[kind] .. "-title"]
  end
  return crossref[kind .. "-" .. what]
    or words["crossref-" .. kind .. "-" .. what]
    or words["crossref-" .. kind .. "-title"]
    or words["crossref-" .. kind .. "-prefix"]
    or ""
end

function M.has(element, class)
  return element.classes:includes(class)
end

-- Text as inlines, its spaces as such.
function M.inlines(text)
  return pandoc.Inlines(text)
end

-- A string of Markdown (an attribute's value) as inlines.
function M.markdown(text)
  return pandoc.utils.blocks_to_inlines(PRISMABOOK.read(text, "markdown").blocks)
end

-- Takes an attribute away and returns its value.
function M.take(element, name)
  local value = element.attributes[name]
  element.attributes[name] = nil
  return value
end

-- A list written as JSON in an attribute; nil, with a finding, if it is something else.
function M.list(text)
  local good, list = pcall(pandoc.json.decode, text, false)
  if good and type(list) == "table" and #list > 0 then
    return list
  end
  M.finding("PB723", "“" .. text .. "”")
  return nil
end

-- The inlines of a caption-like list of blocks.
function M.flat(blocks)
  return pandoc.utils.blocks_to_inlines(blocks, { pandoc.Space() })
end

-- A folder-less path from the book's root; nil where it leads out of it.
function M.rooted(path, folder)
  local parts = {}
  local full = path:sub(1, 1) == "/" and path or (folder .. "/" .. path)
  for part in full:gmatch("[^/]+") do
    if part == ".." then
      if #parts == 0 then
        return nil
      end
      table.remove(parts)
    elseif part ~= "." then
      table.insert(parts, part)
    end
  end
  return table.concat(parts, "/")
end

-- A path as seen from a page's folder; both from the book's root.
function M.relative(path, page)
  local from, to = {}, {}
  for part in page:gmatch("[^/]+") do table.insert(from, part) end
  for part in path:gmatch("[^/]+") do table.insert(to, part) end
  table.remove(from)
  while #from > 0 and #to > 1 and from[1] == to[1] do
    table.remove(from, 1)
    table.remove(to, 1)
  end
  return ("../"):rep(#from) .. table.concat(to, "/")
end

function M.is_local(target)
  return target ~= "" and not target:match("^%a[%w+.-]*:") and not target:match("^//") and not target:match("^#")
end

function M.unescape(text)
  return (text:gsub("%%(%x%x)", function(digits) return string.char(tonumber(digits, 16)) end))
end

function M.html(text)
  return (text:gsub("[&<>\"]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }))
end

return M
