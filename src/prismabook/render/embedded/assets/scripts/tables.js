// Tables with many rows can be sorted by a column and filtered by words.
(() => {
  "use strict";
  const pb = window.prismabook;
  const SORTED = 5, FILTERED = 10;
  const number = (text) => {
    const found = text.replace(/[\u2212\u2013]/g, "-").replace(/[,\u00a0\u202f](?=\d{3}\b)/g, "").match(/^[^\d-]{0,3}(-?\d+(?:\.\d+)?)/);
    return found ? Number(found[1]) : NaN;
  };

  // A row of totals, set in bold from its first cell on, stays at the end.
  const isTotal = (row) => row.cells[0] && row.cells[0].querySelector(":scope > strong:only-child") && row.cells[0].textContent === row.cells[0].firstElementChild.textContent;

  // A row that names the rows below it holds them together, as do first cells left empty: such a table keeps its order.
  const isSection = (row) => {
    const told = [...row.cells].filter((cell) => cell.textContent.trim());
    return !row.cells[0].textContent.trim() || told.length === 1 && row.cells.length > 1 && told[0].querySelector("strong");
  };

  function sorter(table, body, every) {
    const totals = every.slice(-1).filter(isTotal);
    const rows = every.filter((row) => !totals.includes(row));
    const language = document.documentElement.lang || "en";
    const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    const text = (row, column) => (row.cells[column] ? row.cells[column].textContent.trim() : "");
    heads.forEach((head, column) => {
      const label = head.textContent.trim();
      if (!label) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      button.title = `${pb.say("sort-by")} ${label}`;
      head.append(button);
      button.addEventListener("click", () => {
        const was = head.getAttribute("aria-sort");
        const now = { null: "ascending", ascending: "descending", descending: null }[was];
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        if (now) head.setAttribute("aria-sort", now);
        const numeric = rows.every((row) => !text(row, column) || !Number.isNaN(number(text(row, column))));
        const order = (a, b) => (numeric
          ? (number(text(a, column)) || 0) - (number(text(b, column)) || 0)
          : collator.compare(text(a, column), text(b, column)));
        const sorted = now ? [...rows].sort((a, b) => (now === "ascending" ? order(a, b) : order(b, a))) : rows;
        body.append(...sorted, ...totals);
      });
    });
  }

  function filter(table, rows) {
    const field = document.createElement("input");
    const told = document.createElement("span");
    const bar = document.createElement("div");
    bar.className = "table-filter";
    field.type = "search";
    field.setAttribute("aria-label", pb.say("filter-rows"));
    field.placeholder = pb.say("filter-rows");
    told.setAttribute("role", "status");
    bar.append(field, told);
    (table.closest(".table-scroll") || table).before(bar);
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row) => {
        const text = [...row.cells].map((cell) => cell.textContent).join(" ").toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        shown += !row.hidden;
      });
      told.textContent = words.length ? pb.say("rows-shown", { n: shown, all: rows.length }) : "";
    });
    return { field, rows };
  }

  pb.begin(() => {
    const filters = [];
    document.querySelectorAll("main table").forEach((table) => {
      const body = table.tBodies[0];
      if (!table.tHead || !body || table.tBodies.length > 1) return;
      const rows = [...body.rows];
      if (rows.some((row) => [...row.cells].some((cell) => cell.rowSpan > 1 || cell.colSpan > 1))) return;
      if (rows.length >= SORTED && !rows.some(isSection)) sorter(table, body, rows);
      if (rows.length >= FILTERED) filters.push(filter(table, rows));
    });
    // A link to a row that a filter hides must still lead there.
    addEventListener("hashchange", () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      filters.forEach(({ field, rows }) => {
        if (target && rows.some((row) => row.hidden && row.contains(target))) {
          field.value = "";
          field.dispatchEvent(new Event("input"));
          target.scrollIntoView();
        }
      });
    });
  });
})();
