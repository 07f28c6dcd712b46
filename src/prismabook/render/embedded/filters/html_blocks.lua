-- The house form's blocks as HTML, with the class names that Quarto gives them.

local common = require("common")
local house = require("house")

local M = {}
local count = 0

local function raw(text)
  return pandoc.RawBlock("html", text)
end

local function tag(name, attributes)
  local parts = { "<" .. name }
  for _, pair in ipairs(attributes) do
    if pair[2] and pair[2] ~= "" then
      table.insert(parts, " " .. pair[1] .. '="' .. common.html(pair[2]) .. '"')
    end
  end
  return raw(table.concat(parts) .. ">")
end

local function extend(list, ...)
  for _, part in ipairs { ... } do
    if pandoc.utils.type(part) == "Block" then
      list:insert(part)
    else
      list:extend(part)
    end
  end
  return list
end

local function classes(div, ...)
  local own = div.classes:filter(function(class) return not class:match("^pb%-") end)
  return table.concat(pandoc.List({ ... }) .. own, " ")
end

-- "Figure 2.1: " in front of a caption; "(a) " in a part.
local function numbered(div, caption)
  local number, sub = div.attributes.number, div.attributes.sub
  if not number or number == "" then
    return caption
  end
  local out = pandoc.Inlines {}
  if sub then
    out:insert(pandoc.Str("(" .. sub .. ")"))
  else
    out:extend(common.inlines(common.word(div.attributes.kind, "title")))
    local delimiter = #caption > 0 and (common.context.crossref["title-delim"] or ":") or ""
    out:insert(pandoc.Str("\u{a0}" .. number .. delimiter))
  end
  if #caption > 0 then
    out:insert(pandoc.Space())
    out:extend(caption)
  end
  return out
end

local function float(div)
  local kind = div.attributes.kind
  local caption = numbered(div, div.content[1].content[1].content)
  local place = div.attributes[kind .. "-cap-location"] or div.attributes["cap-location"] or common.context[kind .. "_cap_location"]
  local out = pandoc.Blocks { tag("figure", {
    { "id", div.identifier }, { "class", classes(div, "quarto-float", "quarto-float-" .. kind) },
    { "data-align", div.attributes.align },
  }) }
  local below = pandoc.Blocks {}
  if #caption > 0 then
    below = pandoc.Blocks { raw("<figcaption>"), pandoc.Plain(caption), raw("</figcaption>") }
  end
  local content = div.content[2].content
  if place == "top" then
    return extend(out, below, content, raw("</figure>"))
  end
  return extend(out, content, below, raw("</figure>"))
end

local function callout(div)
  local attributes = div.attributes
  local kind, appearance, collapse = attributes.kind, attributes.appearance, attributes.collapse
  local title = div.content[1].content[1].content
  if attributes.number and attributes.number ~= "" then
    local word = common.word(common.kind(div.identifier), "title")
    local head = common.inlines(word) .. { pandoc.Str("\u{a0}" .. attributes.number .. (attributes.untitled and "" or ":")) }
    title = attributes.untitled and head or head .. { pandoc.Space() } .. title
  end
  local names = "callout callout-style-" .. appearance .. " callout-" .. kind
  names = names .. (attributes.icon == "false" and " no-icon" or "")
  local out = pandoc.Blocks { tag("div", { { "id", div.identifier }, { "class", classes(div, names) } }) }
  local head = pandoc.Blocks { raw('<div class="callout-title-container">'), pandoc.Plain(title), raw("</div>") }
  local body = div.content[2].content
  if collapse == "" then
    if #title > 0 then
      extend(out, raw('<div class="callout-header">'), head, raw("</div>"))
    end
    return extend(out, raw('<div class="callout-body">'), body, raw("</div></div>"))
  end
  local folded = collapse == "true"
  extend(out, raw(folded and "<details>" or "<details open>"), raw('<summary class="callout-header">'), head, raw("</summary>"))
  extend(out, raw('<div class="callout-body callout-collapse' .. (folded and "" or " show") .. '">'), body)
  return extend(out, raw("</div></details></div>"))
end

local function tabset(div)
  count = count + 1
  local list, panes = pandoc.Blocks {}, pandoc.Blocks {}
  for number, tab in ipairs(div.content) do
    local id = "tabset-" .. count .. "-" .. number
    local open = '<li role="presentation"><a class="nav-link" role="tab" id="' .. id .. '-tab" href="#' .. id .. '" aria-controls="' .. id .. '">'
    extend(list, raw(open), pandoc.Plain(tab.content[1].content[1].content), raw("</a></li>"))
    extend(panes, raw('<div id="' .. id .. '" class="tab-pane" role="tabpanel" aria-labelledby="' .. id .. '-tab">'))
    extend(panes, tab.content[2].content, raw("</div>"))
  end
  local out = pandoc.Blocks { tag("div", { { "id", div.identifier }, { "class", "panel-tabset" } }) }
  extend(out, raw('<ul class="nav-tabs" role="tablist">'), list, raw('</ul>'), raw('<div class="tab-content">'), panes)
  return extend(out, raw("</div></div>"))
end

local function layout(div)
  local out = pandoc.Blocks { raw('<div class="quarto-layout-panel">') }
  for _, row in ipairs(div.content) do
    extend(out, raw('<div class="quarto-layout-row">'))
    for _, cell in ipairs(row.content) do
      local class = common.has(cell, "pb-gap") and "quarto-layout-cell layout-gap" or "quarto-layout-cell"
      extend(out, tag("div", { { "class", class }, { "style", "flex-basis: " .. cell.attributes.width } }), cell.content, raw("</div>"))
    end
    extend(out, raw("</div>"))
  end
  return extend(out, raw("</div>"))
end

local THEOREMS = {
  thm = { "theorem" }, lem = { "theorem", "lemma" }, cor = { "theorem", "corollary" }, prp = { "theorem", "proposition" },
  cnj = { "theorem", "conjecture" }, def = { "theorem", "definition" }, exm = { "theorem", "example" },
  exr = { "theorem", "exercise" }, alg = { "theorem", "algorithm" },
}

local function theorem(div)
  local name = div.content[1].content[1].content
  local words = common.inlines(common.word(div.attributes.kind, "title"))
  words:insert(pandoc.Str("\u{a0}" .. div.attributes.number))
  if #name > 0 then
    words:extend { pandoc.Space(), pandoc.Str("(") }
    words:extend(name)
    words:insert(pandoc.Str(")"))
  end
  local lead = pandoc.Inlines { pandoc.Span({ pandoc.Strong(words) }, pandoc.Attr("", { "theorem-title" })) }
  return pandoc.Div(house.led(lead, div.content[2].content), pandoc.Attr(div.identifier, THEOREMS[div.attributes.kind]))
end

local function proof(div)
  local name, kind = div.content[1].content[1].content, div.attributes.kind
  local words = common.inlines(common.context.words["environment-" .. kind .. "-title"])
  if div.attributes.number then
    words:insert(pandoc.Str("\u{a0}" .. div.attributes.number))
  end
  if #name > 0 then
    words = words .. { pandoc.Space(), pandoc.Str("(") } .. name .. { pandoc.Str(")") }
  end
  words:insert(pandoc.Str("."))
  local lead = pandoc.Inlines { pandoc.Span({ pandoc.Emph(words) }, pandoc.Attr("", { "proof-title" })) }
  return pandoc.Div(house.led(lead, div.content[2].content), pandoc.Attr(div.identifier, { "proof", kind }))
end

local makers = {
  ["pb-float"] = float, ["pb-callout"] = callout, ["pb-tabset"] = tabset,
  ["pb-layout"] = layout, ["pb-theorem"] = theorem, ["pb-proof"] = proof,
  ["pb-pagebreak"] = function() return { raw('<div class="pagebreak"></div>') } end,
}

function M.Div(div)
  for _, class in ipairs(div.classes) do
    if makers[class] then
      return makers[class](div)
    end
  end
  return nil
end

-- Code: a cell's can be folded; a file's name stands above.
function M.CodeBlock(code)
  local name = common.take(code, "filename")
  if name then
    return { raw('<div class="code-with-filename"><div class="code-with-filename-file"><pre><strong>' .. common.html(name) .. "</strong></pre></div>"), code, raw("</div>") }
  end
  if not common.has(code, "cell-code") then
    return nil
  end
  local fold = common.take(code, "code-fold") or common.context.code_fold
  local summary = common.take(code, "code-summary") or common.context.code_summary
  if fold ~= "true" and fold ~= "show" then
    return code
  end
  local open = fold == "show" and " open" or ""
  return {
    raw('<details class="code-fold"' .. open .. "><summary>" .. common.html(summary) .. "</summary>"), code, raw("</details>"),
  }
end

-- Hashes and addresses in a table may break anywhere, or their column would push the others off the page.
local function long_word(str)
  if #str.text > 30 and str.text:match("^[!-~]+$") then
    return pandoc.Span({ str }, pandoc.Attr("", { "long-word" }))
  end
end

-- A table may be wider than the page: it scrolls within a box of its own.
function M.Table(element)
  element = element:walk { Str = long_word }
  return { raw('<div class="table-scroll">'), element, raw("</div>") }
end

return M
