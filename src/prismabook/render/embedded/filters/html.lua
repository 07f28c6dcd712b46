-- From the house form (see structure.lua) to pages of the site, run with `-t html5`:
-- callouts, tabsets, floats and layouts become HTML; citations and cross-references are resolved with the whole book's
-- labels. A request's chapters are {document, context, variables, toc_depth}; they share the style of citing.

local citations = require("citations")

local function header(element, common)
  local number = common.take(element, "number")
  element.classes = element.classes:filter(function(class) return class ~= "pb-chapter" end)
  if number and common.context.number_sections and element.level <= common.context.number_depth then
    local span = pandoc.Span({ pandoc.Str(number) }, pandoc.Attr("", { "header-section-number" }))
    element.content:insert(1, pandoc.Space())
    element.content:insert(1, span)
  end
  return element
end

-- Away from the first page, the chapter's heading is the page's title; Python puts its number and id around it.
local function title(doc, common)
  local first = doc.blocks[1]
  if not common.context.index and first and first.tag == "Header" and common.has(first, "pb-chapter") then
    doc.blocks:remove(1)
    doc.meta["pb-heading"] = pandoc.MetaInlines(first.content)
  end
  return doc
end

-- A chapter before its citations are resolved, and what is done to it afterwards.
local function page(told, index)
  local blocks, notes = PRISMABOOK.fresh("html_blocks", told.context)
  local common, links, references = require("common"), require("html_links"), require("references")
  local equations = require("html_math")
  local doc = pandoc.read(told.document, "json")
  doc = doc:walk { Cite = function(cite) return references.resolve(cite, index, links.reference) end }
  local own = links.ids(doc)
  local function finished(cited)
    cited = cited:walk { Link = links.link(own, index), Image = links.Image, RawInline = links.Raw, RawBlock = links.Raw }
    cited = cited:walk {
      Span = equations.Span, Header = function(element) return header(element, common) end,
      CodeBlock = blocks.CodeBlock, Table = blocks.Table,
    }
    return cited:walk { Div = blocks.Div }
  end
  return { doc = title(doc, common), notes = notes, finished = finished, common = common }
end

-- Links into the list of references, which may be on another page; a list at the page's own end gets a heading.
local function with_list(doc, settings, common)
  local last = doc.blocks[#doc.blocks]
  if last and last.tag == "Div" and last.identifier == "refs" and #last.content > 0 then
    local heading = common.inlines(common.context.words["section-title-references"])
    doc.blocks:insert(#doc.blocks, pandoc.Header(2, heading, pandoc.Attr("", { "unnumbered", "unlisted" })))
  end
  local page = common.relative(settings.elsewhere or common.context.output, common.context.output)
  return doc:walk {
    Link = function(link)
      if link.target:match("^#ref%-") then
        link.target = page .. link.target
        link.attributes.role = "doc-biblioref"
        return link
      end
    end,
  }
end

return function(request)
  local template = pandoc.template.compile(request.template)
  local pages = pandoc.List(request.chapters):map(function(told) return page(told, request.index) end)
  local docs, warnings = citations.resolved(pages:map(function(one) return one.doc end), request.citations)
  return pages:map(function(one, number)
    local told, doc = request.chapters[number], docs[number]
    if request.citations and not citations.has_place(one.doc) then
      doc = with_list(doc, request.citations, one.common)
    end
    local options = {
      template = template, variables = told.variables, table_of_contents = true, toc_depth = told.toc_depth,
      html_math_method = "mathml", wrap_text = "none",
    }
    local html = PRISMABOOK.heard(one.notes, pandoc.write, one.finished(doc), "html5", options)
    return { output = html, notes = one.notes .. warnings }
  end)
end
