"use strict";
// How does a figure show something else than at first, and get back? Question, answer, chart, notes, tables and source.
(() => {
  const { settings, whole, element } = Skilltide;
  const kept = new Map();

  const remembered = (section) => {
    if (!kept.has(section)) {
      const chart = section.querySelector(".chart");
      kept.set(section, {
        question: section.querySelector("h2").textContent, finding: section.querySelector(".finding, .missing"), chart,
        drawn: Boolean(chart?.dataset.figure), alt: chart?.getAttribute("aria-label"), source: section.querySelector(".source").textContent,
        tables: [...section.querySelectorAll("details > *:not(summary)")],
      });
    }
    return kept.get(section);
  };

  const kindOf = (given, at) => given.kinds?.[at] ?? (at && given.head[at] !== "Status" ? "number" : "words");
  const table = (given) => {
    const holder = element("div", "", { class: "scroll filtered", role: "region", tabindex: "0", "aria-label": given.caption });
    const made = element("table");
    made.append(element("caption", given.caption));
    const head = made.createTHead().insertRow();
    given.head.forEach((name, at) => head.append(element("th", name, { scope: "col", class: kindOf(given, at) })));
    const body = made.createTBody();
    for (const row of given.rows) {
      const line = body.insertRow();
      row.cells.forEach((text, at) => line.append(at ? element("td", text, { class: kindOf(given, at) }) : element("th", text, { scope: "row" })));
      if (row.id && Object.hasOwn(settings.skills, row.id)) {
        line.cells[0].dataset.cell = row.cells[0];
        line.cells[0].append(" ", element("button", "postings", { type: "button", class: "row-evidence", "data-evidence": row.id, "aria-label": `Postings that name ${row.cells[0]}` }));
      }
    }
    holder.append(made);
    if (given.leftOut) holder.append(element("p", `${whole(given.leftOut)} more rows are left out here.`, { class: "more" }));
    return holder;
  };

  const clear = (section) => {
    const { question, finding, source, tables } = remembered(section);
    section.querySelectorAll(".filtered").forEach((part) => part.remove());
    tables.forEach((part) => { part.hidden = false; });
    finding.hidden = false;
    section.querySelector("h2").textContent = question;
    section.querySelector(".source").textContent = source;
  };

  // Bring back what the page was built with, where it has shown something else.
  const restore = (section) => {
    if (!kept.has(section)) return;
    clear(section);
    [section, section.querySelector("details")].forEach((part) => Skilltide.later(part, () => {}));
    const { chart, drawn, alt } = remembered(section);
    if (!chart) return;
    chart.hidden = !drawn;
    chart.setAttribute("aria-label", alt);
    Skilltide.offerPictures(section, drawn);
    Skilltide.replace(chart, null);
  };

  // Show {figure, finding or missing, tables, and where they differ question, alt, notes, source}.
  const fill = (section, result) => {
    clear(section);
    const { finding, chart, tables } = remembered(section);
    finding.hidden = true;
    tables.forEach((part) => { part.hidden = true; });
    const answer = result.finding ?? result.missing;
    finding.after(element("p", answer, { class: `${result.figure ? "finding" : "missing"} filtered` }));
    if (result.question) section.querySelector("h2").textContent = result.question;
    if (result.source) section.querySelector(".source").textContent = result.source;
    section.querySelector("figcaption").prepend(...(result.notes ?? []).map((words) => element("p", words, { class: "filtered view-note" })));
    const details = section.querySelector("details");
    Skilltide.later(details, () => details.append(...result.tables.map(table)));
    if (!chart) return;
    chart.hidden = !result.figure;
    Skilltide.offerPictures(section, Boolean(result.figure));
    if (!result.figure) return;
    chart.setAttribute("aria-label", result.alt ?? answer);
    Skilltide.replace(chart, result.figure, true);
  };

  // Say above a figure how it stands to what was chosen; "unfiltered" keeps the notes below it.
  const note = (section, words, ...more) => {
    remembered(section);
    section.querySelector("h2").after(element("p", words, { class: ["filtered", "noted", ...more].join(" ") }));
  };

  const filled = () => [...kept.keys()];

  Object.assign(Skilltide, { refill: { fill, restore, note, filled } });
})();
