-- Formulas with labels as MathML with their number beside them; the TeX that the MathML carries says the number too.

local common = require("common")

local M = {}

function M.Span(span)
  if not common.has(span, "pb-equation") then
    return nil
  end
  local number = span.attributes.number
  local html = pandoc.write(pandoc.Pandoc { pandoc.Plain(span.content) }, "html", { html_math_method = "mathml" })
  html = html:gsub("%s*</annotation>", function() return " \\tag{" .. number .. "}</annotation>" end)
  return pandoc.RawInline("html",
    '<span id="' .. common.html(span.identifier) .. '" class="math display equation"><span class="math">' .. html
    .. '<span class="equation-number">(' .. number .. ")</span></span></span>")
end

return M
