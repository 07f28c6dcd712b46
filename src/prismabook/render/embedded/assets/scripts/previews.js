// What a link within the book leads to is shown beside it, on hover and on focus. Escape takes it away.
(() => {
  "use strict";
  const pb = window.prismabook;
  const WANTED = "main a.datum, main a.traced, main a.computed, main a.quarto-xref, main .citation a, main a[role=doc-noteref], main a[role=doc-biblioref]";
  let box, link, timer;

  const address = (a) => {
    const root = new URL(pb.up || "./", location.href).href;
    return a.hash && a.href.startsWith(root) ? decodeURI(a.pathname.slice(new URL(root).pathname.length)) + decodeURIComponent(a.hash) : "";
  };

  function place() {
    const spot = link.getClientRects()[0] || link.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    const size = box.getBoundingClientRect();
    const below = spot.bottom + 8 + size.height < innerHeight || spot.top < size.height + 8;
    box.style.left = `${Math.max(8, Math.min(spot.left, room - size.width - 8)) + scrollX}px`;
    box.style.top = `${(below ? spot.bottom + 6 : spot.top - size.height - 6) + scrollY}px`;
  }

  function hide() {
    clearTimeout(timer);
    if (!box || box.hidden) return;
    box.hidden = true;
    link.removeAttribute("aria-describedby");
    if (link.dataset.title) link.title = link.dataset.title;
  }

  async function show(a) {
    const key = address(a);
    if (!key) return;
    await pb.load("previews.js");
    const piece = window.prismabookPreviews[key];
    if (!piece || a.contains(box)) return;
    hide();
    link = a;
    if (a.title) { a.dataset.title = a.title; a.removeAttribute("title"); }
    box.innerHTML = piece.replaceAll("{up}", pb.up); // made from the book's own pages, where all text is escaped
    const more = document.createElement("p");
    more.className = "preview-more";
    more.append(Object.assign(a.cloneNode(false), { textContent: pb.say("preview-open"), className: "", tabIndex: -1 }));
    box.append(more);
    box.hidden = false;
    a.setAttribute("aria-describedby", box.id);
    place();
  }

  const soon = (run, wait) => { clearTimeout(timer); timer = setTimeout(run, wait); };

  pb.begin(() => {
    box = document.createElement("div");
    box.id = "preview";
    box.className = "preview";
    box.setAttribute("role", "tooltip");
    box.hidden = true;
    document.querySelector("main").append(box);
    document.querySelectorAll(WANTED).forEach((a) => {
      a.addEventListener("pointerenter", (event) => { if (event.pointerType !== "touch") soon(() => show(a), 250); });
      a.addEventListener("pointerleave", () => soon(hide, 300));
      a.addEventListener("focus", () => { if (a.matches(":focus-visible")) show(a); });
      a.addEventListener("blur", () => soon(hide, 150));
      // The first touch shows, the second follows.
      a.addEventListener("click", (event) => {
        if (event.pointerType === "touch" && (box.hidden || link !== a) && address(a)) { event.preventDefault(); show(a); }
      });
    });
    box.addEventListener("pointerenter", () => clearTimeout(timer));
    box.addEventListener("pointerleave", () => soon(hide, 300));
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
    document.addEventListener("pointerdown", (event) => { if (!box.contains(event.target) && event.target !== link) hide(); });
  });
})();
