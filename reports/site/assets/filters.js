"use strict";
// Filters: what the reader chooses becomes the address; what stands in the address becomes figures, tables and words.
// A figure whose numbers are sums is counted anew from the cubes; what was drawn beforehand, view by view, is loaded.
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const { state, settings, cube: cubes, counting, whole, element } = Skilltide;
  const FIGURES = settings.skill ? counting.OF_A_SKILL : counting.FIGURES;
  const KEYS = ["from", "to", "region", "by", "adj", "strength", "category", "find", "show"].filter((key) => form.elements[key]);
  const view = Skilltide.late("view");
  const NAMED = ["region", "by", "strength", "category"];

  // The words for what is selected, as captions and the live region say them.
  const words = (now, from, to, mix) => {
    const named = NAMED.map((key) => now[key] && form.elements[key]?.selectedOptions[0]?.textContent).filter(Boolean);
    return [`${counting.monthName(from)} to ${counting.monthName(to)}`, ...(now.region ? [] : ["all regions"]), ...named,
      ...(now.find && form.elements.find ? [`“${now.find}” in the name`] : []), ...(mix ? ["at the same board mix"] : [])].join(", ");
  };

  const kept = new Map();
  const remembered = (section) => {
    if (!kept.has(section)) {
      const chart = section.querySelector(".chart");
      kept.set(section, { question: section.querySelector("h2").textContent, finding: section.querySelector(".finding, .missing"), alt: chart?.getAttribute("aria-label"), tables: [...section.querySelectorAll("details > *:not(summary)")] });
    }
    return kept.get(section);
  };

  const kindOf = (result, at, name) => result.kinds?.[at] ?? (at && name !== "Status" ? "number" : "words");
  const table = (section, result, caption) => {
    const holder = element("div", "", { class: "scroll filtered", role: "region", tabindex: "0", "aria-label": caption });
    const made = element("table");
    made.append(element("caption", caption));
    const head = made.createTHead().insertRow();
    result.head.forEach((name, at) => head.append(element("th", name, { scope: "col", class: kindOf(result, at, name) })));
    const body = made.createTBody();
    for (const row of result.rows) {
      const line = body.insertRow();
      row.cells.forEach((text, at) => line.append(at ? element("td", text, { class: kindOf(result, at, result.head[at]) }) : element("th", text, { scope: "row" })));
      if (row.id && Object.hasOwn(settings.skills, row.id)) {
        line.cells[0].dataset.cell = row.cells[0];
        line.cells[0].append(" ", element("button", "postings", { type: "button", class: "row-evidence", "data-evidence": row.id, "aria-label": `Postings that name ${row.cells[0]}` }));
      }
    }
    holder.append(made);
    if (result.leftOut) holder.append(element("p", `${whole(result.leftOut)} more rows are left out here.`, { class: "more" }));
    return holder;
  };

  const clear = (section) => {
    const before = remembered(section);
    section.querySelectorAll(".filtered").forEach((part) => part.remove());
    before.tables.forEach((part) => { part.hidden = false; });
    if (before.finding) before.finding.hidden = false;
    section.querySelector("h2").textContent = before.question;
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
    const answer = result.finding ?? result.missing ?? `Not enough data: no value of this selection can be shown (${caption}).`;
    finding.after(element("p", answer, { class: `${result.figure ? "finding" : "missing"} filtered` }));
    const details = section.querySelector("details");
    Skilltide.later(details, () => details.append(table(section, result, caption)));
    const chart = section.querySelector(".chart");
    if (!chart) return;
    chart.hidden = !result.figure;
    if (!result.figure) return;
    chart.setAttribute("aria-label", result.alt ?? answer);
    Skilltide.replace(chart, result.figure, true);
  };

  const note = (section, words, ...more) => section.querySelector("h2").after(element("p", words, { class: ["filtered", "noted", ...more].join(" ") }));

  const unfiltered = (section) => {
    restore(section);
    note(section, "This figure answers to no filter.", "unfiltered");
  };

  // Put a view drawn beforehand into its section: the chart, the words, the first table.
  const seen = async (section, look, region) => {
    const found = await view(`${section.id}.${look || "usual"}.${region || "all"}`);
    if (state.get().region !== (region || state.get().region)) return;
    fill(section, found, found.caption);
    section.querySelector("h2").textContent = found.question;
    section.querySelector("figcaption").prepend(...found.notes.map((words) => element("p", words, { class: "filtered view-note" })));
  };
  const lookOf = (now, section) => now.as.find((one) => one.startsWith(`${section.id}.`))?.slice(section.id.length + 1) ?? "";
  const othersThanRegion = (now) => state.isFiltered({ ...now, region: "" });

  const lookAnew = (section, now) => {
    const look = lookOf(now, section);
    const region = "regions" in section.dataset ? now.region : "";
    if (!look && !region) {
      if (state.isFiltered(now)) unfiltered(section);
      else if (kept.has(section)) restore(section);
      return null;
    }
    const told = !othersThanRegion(now) ? "" : "regions" in section.dataset ? "Of the filters, this figure answers to the region alone."
      : "This figure answers to no filter.";
    return Skilltide.later(section, async () => {
      await seen(section, look, region);
      if (told) note(section, told);
    });
  };

  const loaded = async (now, sections) => {
    const name = cubes.nameOf(now.by);
    const wanted = (list) => sections.some((section) => list.includes(section.id));
    const [cube, skills, subjects] = await Promise.all([
      cubes.load(name),
      settings.skill ? cubes.load(`${name}-skill-${settings.skill}`) : wanted(counting.WITH_SKILLS) ? cubes.load(`${name}-skills`) : null,
      !settings.skill && wanted(counting.WITH_SUBJECTS) ? cubes.load(`${name}-subjects`) : null,
    ]);
    return { cube: cubes.joined(cube, skills), subjects };
  };

  // Count the figures anew whose numbers are sums; return what each says, by its section.
  const countAnew = async (now, sections) => {
    const { cube, subjects } = await loaded(now, sections);
    const told = new Map();
    if (state.get() !== now) return told;
    const from = now.from || cube.from;
    const to = now.to && now.to >= from ? now.to : cube.to;
    const chosen = cubes.selected(cube, now, from, to);
    const held = cubes.base(cube, chosen);
    // Asked before anything changes: afterwards each question would lay the page out anew.
    const looked = new Set(sections.filter((section) => Skilltide.inView(section.querySelector(".chart") ?? section)));
    for (const section of sections) {
      const [compute, adjusted] = FIGURES[section.id];
      const mix = !counting.UNMIXED.includes(section.id) && (now.adj ? now.adj === "mix" : adjusted);
      const answer = () => {
        const view = { state: now, cube, subjects, from, to, chosen, held, mix, words: words(now, from, to, mix) };
        const result = compute(view);
        fill(section, result, `${view.words}; n = ${whole(held.n)}, ${held.sources} sources; intervals approximate`);
        told.set(section.id, result.finding ?? `Not enough data: ${whole(held.n)} postings.`);
      };
      if (looked.has(section)) answer();
      else Skilltide.later(section, answer);
    }
    return told;
  };

  const show = async (now) => {
    for (const key of KEYS) form.elements[key].value = now[key];
    delete form.dataset.shown;
    const sections = [...document.querySelectorAll("section.figure")];
    for (const section of sections) {
      const select = section.querySelector("select[data-view]");
      if (select) select.value = lookOf(now, section);
    }
    if (state.isDefault({ ...now, skills: [] })) {
      if (kept.size) {
        [...kept.keys()].forEach(restore);
        form.querySelector(".said").textContent = "All postings, as shown at first.";
      }
      form.dataset.seen = location.hash;
      return;
    }
    const sums = state.isFiltered(now) ? sections.filter((section) => FIGURES[section.id]) : [];
    const told = sums.length ? await countAnew(now, sums) : new Map();
    if (state.get() !== now) return;
    for (const section of sections) if (!sums.includes(section)) lookAnew(section, now);
    form.dataset.seen = location.hash;
    await Skilltide.settled();
    if (state.get() !== now) return;
    // The first of the page that is about skills or the like: key figures say too much at once.
    const [said] = sections.filter((section) => section.id !== "f02")
      .map((section) => told.get(section.id) ?? section.querySelector(".finding.filtered, .missing.filtered")?.textContent).filter(Boolean);
    form.querySelector(".said").textContent = said ?? "";
    form.dataset.shown = location.hash;
  };

  form.hidden = false;
  // On a narrow screen the filters wait behind their heading, unless the address has some.
  form.querySelector("details").open = matchMedia("(min-width: 641px)").matches || state.isFiltered(state.get());
  form.addEventListener("change", () => state.set(Object.fromEntries(KEYS.map((key) => [key, form.elements[key].value]))));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    state.set({ ...Object.fromEntries(KEYS.map((key) => [key, ""])), as: [], fig: "" });
  });
  for (const select of document.querySelectorAll("select[data-view]")) {
    select.closest("[hidden]").hidden = false;
    select.addEventListener("change", () => {
      const { view: figure } = select.dataset;
      const others = state.get().as.filter((look) => !look.startsWith(`${figure}.`));
      state.set({ as: select.value ? [...others, `${figure}.${select.value}`] : others, fig: figure });
    });
  }
  state.onChange(show);
})();
