"use strict";
// Filters: what the reader chooses becomes the address; what stands in the address becomes figures, tables and words.
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const { state, cube: cubes, counting, whole, element } = Skilltide;
  const KEYS = ["from", "to", "region", "by", "adj", "strength", "category", "show"].filter((key) => form.elements[key]);
  const NAMED = ["region", "by", "strength", "category"];

  // The words for what is selected, as captions and the live region say them.
  const words = (now, from, to, mix) => {
    const named = NAMED.map((key) => now[key] && form.elements[key]?.selectedOptions[0]?.textContent).filter(Boolean);
    return [`${counting.monthName(from)} to ${counting.monthName(to)}`, ...(now.region ? [] : ["all regions"]), ...named,
      ...(mix ? ["at the same board mix"] : [])].join(", ");
  };

  const kept = new Map();
  const remembered = (section) => {
    if (!kept.has(section)) {
      const chart = section.querySelector(".chart");
      kept.set(section, { finding: section.querySelector(".finding, .missing"), alt: chart?.getAttribute("aria-label"), tables: [...section.querySelectorAll("details > *:not(summary)")] });
    }
    return kept.get(section);
  };

  const table = (section, result, caption) => {
    const holder = element("div", "", { class: "scroll filtered", role: "region", tabindex: "0", "aria-label": caption });
    const made = element("table");
    made.append(element("caption", caption));
    const head = made.createTHead().insertRow();
    result.head.forEach((name, at) => head.append(element("th", name, { scope: "col", class: at && name !== "Status" ? "number" : "words" })));
    const body = made.createTBody();
    for (const row of result.rows) {
      const line = body.insertRow();
      row.cells.forEach((text, at) => line.append(at ? element("td", text, { class: at === row.cells.length - 1 ? "words" : "number" }) : element("th", text, { scope: "row" })));
      if (row.id && Object.hasOwn(Skilltide.settings.skills, row.id)) {
        line.cells[0].dataset.cell = row.cells[0];
        line.cells[0].append(" ", element("button", "postings", { type: "button", class: "row-evidence", "data-evidence": row.id, "aria-label": `Postings that name ${row.cells[0]}` }));
      }
    }
    holder.append(made);
    return holder;
  };

  const clear = (section) => {
    const before = remembered(section);
    section.querySelectorAll(".filtered").forEach((part) => part.remove());
    before.tables.forEach((part) => { part.hidden = false; });
    if (before.finding) before.finding.hidden = false;
  };

  const restore = (section) => {
    clear(section);
    [section, section.querySelector("details")].forEach((part) => Skilltide.later(part, () => {}));
    const chart = section.querySelector(".chart");
    if (!chart) return;
    chart.hidden = false;
    chart.setAttribute("aria-label", remembered(section).alt);
    Skilltide.replace(chart, null);
  };

  const fill = (section, result, caption) => {
    clear(section);
    const { finding, tables } = remembered(section);
    finding.hidden = true;
    tables.forEach((part) => { part.hidden = true; });
    const answer = result.finding ?? `Not enough data: no value of this selection can be shown (${caption}).`;
    finding.after(element("p", answer, { class: `${result.figure ? "finding" : "missing"} filtered` }));
    const details = section.querySelector("details");
    Skilltide.later(details, () => details.append(table(section, result, caption)));
    const chart = section.querySelector(".chart");
    if (!chart) return;
    chart.hidden = !result.figure;
    if (!result.figure) return;
    chart.setAttribute("aria-label", answer);
    Skilltide.replace(chart, result.figure, true);
  };

  const unfiltered = (section) => {
    clear(section);
    section.querySelector("h2").after(element("p", "This figure has no filter: it shows all postings.", { class: "unfiltered filtered" }));
  };

  const show = async (now) => {
    for (const key of KEYS) form.elements[key].value = now[key];
    delete form.dataset.shown;
    const sections = [...document.querySelectorAll("section.figure")];
    if (state.isDefault({ ...now, skills: [] })) {
      if (kept.size) {
        [...kept.keys()].forEach(restore);
        form.querySelector(".said").textContent = "All postings, as shown at first.";
      }
      form.dataset.seen = location.hash;
      return;
    }
    const name = cubes.nameOf(now.by);
    const more = sections.some((section) => counting.WITH_SUBJECTS.includes(section.id));
    const [cube, subjects] = await Promise.all([cubes.load(name), more ? cubes.load(`${name}-subjects`) : null]);
    if (state.get() !== now) return;
    const from = now.from || cube.from;
    const to = now.to && now.to >= from ? now.to : cube.to;
    const chosen = cubes.selected(cube, now, from, to);
    const held = cubes.base(cube, chosen);
    // Asked before anything changes: afterwards each question would lay the page out anew.
    const looked = new Set(sections.filter((section) => Skilltide.inView(section.querySelector(".chart") ?? section)));
    const told = new Map();
    const answer = (section, [compute, adjusted]) => {
      const mix = !counting.UNMIXED.includes(section.id) && (now.adj ? now.adj === "mix" : adjusted);
      const view = { state: now, cube, subjects, from, to, chosen, held, mix, words: words(now, from, to, mix) };
      const result = compute(view);
      fill(section, result, `${view.words}; n = ${whole(held.n)}, ${held.sources} sources; intervals approximate`);
      told.set(section.id, result.finding ?? `Not enough data: ${whole(held.n)} postings.`);
    };
    for (const section of sections) {
      const how = counting.FIGURES[section.id];
      if (!how) unfiltered(section);
      else if (looked.has(section)) answer(section, how);
      else Skilltide.later(section, () => answer(section, how));
    }
    form.dataset.seen = location.hash;
    await Skilltide.settled();
    if (state.get() !== now) return;
    // The first of the page that is about skills or the like: key figures say too much at once.
    const [said] = sections.map((section) => section.id !== "f02" && told.get(section.id)).filter(Boolean);
    form.querySelector(".said").textContent = said ?? "";
    form.dataset.shown = location.hash;
  };

  form.hidden = false;
  // On a narrow screen the filters wait behind their heading, unless the address has some.
  form.querySelector("details").open = matchMedia("(min-width: 641px)").matches || !state.isDefault({ ...state.get(), skills: [] });
  form.addEventListener("change", () => state.set(Object.fromEntries(KEYS.map((key) => [key, form.elements[key].value]))));
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    state.set({ ...Object.fromEntries(KEYS.map((key) => [key, ""])), fig: "" });
  });
  state.onChange(show);
})();
