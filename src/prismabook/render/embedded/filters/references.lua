-- Cross-references: a Cite of labels ("@fig-owls", "[see @sec-x]") becomes what it says, with the book's index.
-- `link(inlines, label, entry)` of the caller makes the link of its format. Unknown labels become "?fig-owls" in bold.

local common = require("common")

local M = {}

local function upper(text)
  return (text:gsub("^%l", string.upper))
end

-- The label that a citation names and whether it is written with a capital, or nil if it is a source's key.
function M.label(id)
  if common.kind(id) then
    return id, false
  end
  local lowered = id:gsub("^%u", string.lower)
  if lowered ~= id and common.kind(lowered) then
    return lowered, true
  end
  return nil
end

-- Labels named in a label's suffix ("[Figures @fig-a and @fig-b]") are to give their numbers only.
function M.prepare(doc)
  return doc:walk {
    traverse = "topdown",
    Cite = function(cite)
      cite.citations = cite.citations:map(function(citation)
        if M.label(citation.id) and #citation.suffix > 0 then
          citation.suffix = pandoc.Inlines(citation.suffix):walk {
            Cite = function(inner)
              inner.citations = inner.citations:map(function(one)
                one.mode = "SuppressAuthor"
                return one
              end)
              return inner
            end,
          }
        end
        return citation
      end)
      return cite
    end,
  }
end

local function prefix(label, entry, capital)
  local kind = entry.kind
  local word
  if kind == "sec" and entry.chapter then
    word = common.context.words["crossref-" .. (entry.appendix and "apx" or "ch") .. "-prefix"]
  elseif kind == "sec" then
    word = common.context.words["crossref-sec-prefix"]
  else
    word = common.word(kind, "prefix")
  end
  return capital and upper(word) or word
end

-- The title form: for sections without a number, and for all sections seen from a page that has none.
local function by_title(entry)
  return entry.kind == "sec" and (entry.number == "" or common.context.unnumbered)
end

local function number(entry)
  local inlines = common.inlines(entry.number)
  if entry.sub then
    inlines:extend { pandoc.Str("\u{a0}(" .. entry.sub .. ")") }
  end
  return inlines
end

local function words(citation, label, entry, capital)
  if by_title(entry) then
    return common.inlines(entry.display or entry.title)
  end
  local out = pandoc.Inlines {}
  if #citation.prefix > 0 then
    out:extend(citation.prefix)
    out:insert(pandoc.Str("\u{a0}"))
  elseif citation.mode ~= "SuppressAuthor" then
    local word = prefix(label, entry, capital)
    if word ~= "" then
      out:extend(common.inlines(word))
      out:insert(pandoc.Str("\u{a0}"))
    end
  end
  out:extend(number(entry))
  return out
end

local function one(citation, index, link)
  local label, capital = M.label(citation.id)
  local entry = index[label]
  if not entry then
    common.finding("PB712", "“@" .. label .. "”")
    return pandoc.Inlines { pandoc.Strong { pandoc.Str("?" .. label) } }
  end
  local out = pandoc.Inlines { link(words(citation, label, entry, capital), label, entry) }
  out:extend(citation.suffix)
  return out
end

-- What a Cite becomes, or nil if it names sources only. Sources beside references stay a citation of their own.
function M.resolve(cite, index, link)
  local out, sources = pandoc.Inlines {}, pandoc.List {}
  for _, citation in ipairs(cite.citations) do
    if M.label(citation.id) then
      if #out > 0 then
        out:extend { pandoc.Str(","), pandoc.Space() }
      end
      out:extend(one(citation, index, link))
    else
      sources:insert(citation)
    end
  end
  if #out == 0 then
    return nil
  end
  if #sources > 0 then
    out:insert(pandoc.Space())
    out:insert(pandoc.Cite({ pandoc.Str("?") }, sources))
  end
  return out
end

return M
