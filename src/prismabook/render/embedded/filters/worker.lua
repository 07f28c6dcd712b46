-- Pandoc as a server: `pandoc lua worker.lua` answers requests, each a line of JSON on standard input, with a line each.
-- One process serves many chapters, so that starting Pandoc, reading the bibliography and the style is paid once.
--
--   {"do": "structure", "chapters": [{text, meta, context}, …]}               see structure.lua
--   {"do": "html", "index", "places", "citations", "chapters": […], …}        see html.lua
--   {"do": "typst" | "frame", …}                                               see typst.lua
--
-- The answer is {"results": [{"output": …, "notes": [[code, message], …]}, …]} with one result for each chapter, or
-- {"failed": message}. A note without a code is a warning of Pandoc's own.

local here = pandoc.path.directory(arg[0])
package.path = here .. "/?.lua;" .. package.path

-- What the modules of this folder share with the request: its context, and what they find. See common.lua.
PRISMABOOK = {}

local own = {}
for _, name in ipairs(pandoc.system.list_directory(here)) do
  own[name:match("^(.*)%.lua$") or name] = true
end

-- Modules made anew for a chapter: each keeps the context, and what it has counted, for itself.
function PRISMABOOK.fresh(name, context)
  PRISMABOOK.context, PRISMABOOK.notes = context, pandoc.List {}
  for loaded in pairs(package.loaded) do
    if own[loaded] then
      package.loaded[loaded] = nil
    end
  end
  return require(name), PRISMABOOK.notes
end

-- Runs a function of Pandoc's; its warnings become notes.
function PRISMABOOK.heard(notes, call, ...)
  local messages, result = pandoc.log.silence(call, ...)
  for _, message in ipairs(messages) do
    local told = pandoc.json.decode(pandoc.json.encode(message), false)
    if told.verbosity == "WARNING" then
      notes:insert { "", told.pretty }
    end
  end
  return result
end

-- Text as a document. Nothing that the text says can make Pandoc open a file: it is given none.
function PRISMABOOK.read(text, format)
  return pandoc.read(text, format, {}, {})
end

local TASKS = {
  structure = function(request) return require("structure")(request) end,
  html = function(request) return require("html")(request) end,
  typst = function(request) return require("typst").chapters(request) end,
  frame = function(request) return require("typst").frame(request) end,
}

for line in io.lines() do
  local request = pandoc.json.decode(line, false)
  local good, found = xpcall(TASKS[request["do"]], function(problem) return tostring(problem) end, request)
  io.write(pandoc.json.encode(good and { results = found } or { failed = found }), "\n")
  io.flush()
end
