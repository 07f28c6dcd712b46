// Theme, menu, tabs, heading links, the contents list that follows the reader. The pages read well without it.
(() => {
  "use strict";
  const here = document.currentScript.dataset;
  const words = JSON.parse(here.words);
  const loading = new Map();
  const pb = window.prismabook = {
    up: here.up,
    begin: (run) => document.addEventListener("DOMContentLoaded", run),
    say: (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]),
    // A script beside this one, once; pages opened from disk may load scripts, but no data.
    load: (name) => {
      if (!loading.has(name)) {
        loading.set(name, new Promise((done, failed) => {
          const script = document.createElement("script");
          Object.assign(script, { src: `${here.assets}${name}`, onload: done, onerror: failed });
          document.head.append(script);
        }));
      }
      return loading.get(name);
    },
  };
  const root = document.documentElement;
  const store = {
    get: () => { try { return localStorage.getItem("theme"); } catch { return null; } },
    set: (theme) => { try { localStorage.setItem("theme", theme); } catch { /* private windows keep nothing */ } },
  };
  root.classList.add("js");
  if (store.get()) root.dataset.theme = store.get();

  const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

  function theme() {
    const button = document.querySelector(".theme-switch");
    const tell = () => button.setAttribute("aria-pressed", String(dark()));
    button.hidden = false;
    tell();
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      store.set(root.dataset.theme);
      tell();
    });
  }

  function menu() {
    const button = document.querySelector(".menu-button");
    const set = (open) => {
      document.body.classList.toggle("menu-open", open);
      button.setAttribute("aria-expanded", String(open));
    };
    button.hidden = false;
    button.addEventListener("click", () => set(!document.body.classList.contains("menu-open")));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && document.body.classList.contains("menu-open")) { set(false); button.focus(); }
    });
  }

  function tabs(set) {
    const links = [...set.querySelectorAll(":scope > .nav-tabs .nav-link")];
    const pane = (link) => document.getElementById(link.getAttribute("aria-controls"));
    const choose = (chosen) => links.forEach((link) => {
      const on = link === chosen;
      link.setAttribute("aria-selected", String(on));
      link.tabIndex = on ? 0 : -1;
      pane(link).hidden = !on;
    });
    links.forEach((link, index) => {
      link.addEventListener("click", (event) => { event.preventDefault(); choose(link); });
      link.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step && event.key !== " ") return;
        const next = links[(index + (step || 0) + links.length) % links.length];
        event.preventDefault();
        choose(next);
        next.focus();
      });
    });
    if (links.length) choose(links[0]);
    return { holds: (node) => links.find((link) => pane(link).contains(node)), choose };
  }

  function headings() {
    const label = pb.say("heading-link");
    document.querySelectorAll("main :is(h2, h3, h4, h5)[id]").forEach((heading) => {
      const link = document.createElement("a");
      link.className = "anchorjs-link";
      link.href = `#${heading.id}`;
      link.textContent = "#";
      link.setAttribute("aria-label", `${label}: ${heading.textContent}`);
      heading.append(link);
    });
  }

  function contents() {
    const fold = document.querySelector("#TOC details");
    if (fold && matchMedia("(max-width: 75rem)").matches) fold.open = false;
    const links = new Map([...document.querySelectorAll("#TOC a")].map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
    if (!links.size || !("IntersectionObserver" in window)) return;
    const watch = new IntersectionObserver((seen) => seen.filter((s) => s.isIntersecting).forEach((s) => {
      links.forEach((link, id) => link.classList.toggle("here", id === s.target.id));
    }), { rootMargin: "-10% 0px -75% 0px" });
    links.forEach((_, id) => { const heading = document.getElementById(id); if (heading) watch.observe(heading); });
  }

  // What a link leads to may be in a closed tab or callout.
  function reveal(sets) {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    sets.forEach((set) => { const tab = set.holds(target); if (tab) set.choose(tab); });
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    target.scrollIntoView();
  }

  // Boxes that scroll sideways can be reached with the keyboard.
  function scrollers() {
    document.querySelectorAll(".table-scroll, pre, .math.display").forEach((box) => {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    });
  }

  pb.begin(() => {
    theme();
    menu();
    const sets = [...document.querySelectorAll(".panel-tabset")].map(tabs);
    headings();
    contents();
    scrollers();
    reveal(sets);
    addEventListener("hashchange", () => reveal(sets));
    addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach((d) => { d.open = true; }));
  });
})();
