-- Theorems and their kin: a div with a label such as `#thm-x` becomes Div.pb-theorem (id, kind, number) with the
-- children Div.pb-title (the author's name for it, may be empty) and Div.pb-content; `.proof` and its kin Div.pb-proof,
-- with a number where they have a label such as `#rem-x`.

local common = require("common")

local M = {}
local PROOFS = { proof = true, remark = true, solution = true }

local function theorem(div)
  local kind = common.kind(div.identifier)
  local is_theorem = kind and common.theorems[kind]
  local proof = common.proofs[kind] or div.classes:find_if(function(class) return PROOFS[class] end)
  if not (is_theorem or proof) or common.has(div, "pb-theorem") or common.has(div, "pb-proof") then
    return nil
  end
  local name = common.take(div, "name")
  local title = name and common.markdown(name) or pandoc.Inlines {}
  if not name and #div.content > 0 and div.content[1].tag == "Header" then
    title = div.content:remove(1).content
  end
  return pandoc.Div({
    pandoc.Div({ pandoc.Plain(title) }, pandoc.Attr("", { "pb-title" })),
    pandoc.Div(div.content, pandoc.Attr("", { "pb-content" })),
  }, pandoc.Attr(div.identifier, { is_theorem and "pb-theorem" or "pb-proof" }, { kind = is_theorem and kind or proof }))
end

function M.apply(doc)
  return doc:walk { Div = theorem }
end

return M
