// Search over the whole book. The index and the library come when somebody first looks for something.
(() => {
  "use strict";
  const pb = window.prismabook;
  const SHOWN = 40;
  const LETTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+(?:[.,·'’-][\p{L}\p{N}]+)*/gu;
  const tokens = (text) => text.match(LETTER) || [];
  const plain = (term) => term.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  let index;

  async function ready() {
    if (index) return;
    await Promise.all([pb.load("minisearch.js"), pb.load("sections.js")]);
    index = new MiniSearch({
      fields: ["t", "x"], storeFields: ["u", "p", "t", "x"], idField: "id", tokenize: tokens, processTerm: plain,
      searchOptions: { boost: { t: 3 }, prefix: (term) => term.length > 1, fuzzy: (term) => (term.length > 5 ? 0.15 : false), combineWith: "AND" },
    });
    index.addAll(window.prismabookSections.map((section, id) => ({ id, ...section })));
  }

  // The words around the first hit, the hits marked; built as nodes, so that no text becomes markup.
  function excerpt(text, terms) {
    const wanted = new Set(terms.map(plain));
    const hits = [...text.matchAll(LETTER)].filter((m) => wanted.has(plain(m[0])));
    const near = hits.length ? Math.max(0, hits[0].index - 60) : 0;
    const from = near ? text.indexOf(" ", near) + 1 || near : 0;
    const part = document.createElement("p");
    if (from) part.append("… ");
    let at = from;
    for (const hit of hits.filter((m) => m.index < from + 200)) {
      part.append(text.slice(at, hit.index), Object.assign(document.createElement("mark"), { textContent: hit[0] }));
      at = hit.index + hit[0].length;
    }
    part.append(text.slice(at, Math.max(at, from + 200)), text.length > from + 200 ? " …" : "");
    return part;
  }

  function entry(result) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = pb.up + result.u;
    link.append(Object.assign(document.createElement("strong"), { textContent: result.t }));
    if (result.p !== result.t) link.append(Object.assign(document.createElement("span"), { textContent: result.p }));
    item.append(link, excerpt(result.x, result.terms.concat(result.queryTerms)));
    return item;
  }

  pb.begin(() => {
    const dialog = document.querySelector("#search");
    const [field, list, told] = ["input", "ol", "[role=status]"].map((name) => dialog.querySelector(name));
    const button = document.querySelector(".search-button");
    const open = () => { if (!dialog.open) { dialog.showModal(); field.select(); ready().then(look); } };
    const links = () => [...list.querySelectorAll("a")];

    function look() {
      if (!index) return;
      const found = field.value.trim() ? index.search(field.value) : [];
      list.replaceChildren(...found.slice(0, SHOWN).map(entry));
      const words = found.length === 1 ? "results-one" : "results-many";
      told.textContent = !field.value.trim() ? "" : found.length ? pb.say(words, { n: found.length }) : pb.say("search-no-results-text");
    }

    button.hidden = false;
    button.addEventListener("click", open);
    field.addEventListener("input", look);
    dialog.querySelector("form").addEventListener("submit", (event) => {
      if (event.submitter && event.submitter.value === "close") return;
      event.preventDefault();
      if (links().length) links()[0].click();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("a")) dialog.close();
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.preventDefault(); dialog.close(); } // else a field with words in it takes the first
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = links().indexOf(document.activeElement) + step;
      (links()[next] || (next < 0 ? field : links().at(-1)) || field).focus();
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select, [contenteditable]");
      const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (typing || !(slash || (event.key === "k" && (event.ctrlKey || event.metaKey)))) return;
      event.preventDefault();
      open();
    });
  });
})();
