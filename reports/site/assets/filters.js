"use strict";
// Filters: what the reader chooses becomes the address; what stands in the address becomes figures, tables and words.
// A figure whose numbers are sums is counted anew from the cubes; what was drawn beforehand, look by look, is loaded.
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const { state, settings, cube: cubes, counting, refill, whole } = Skilltide;
  const FIGURES = settings.skill ? counting.OF_A_SKILL : counting.FIGURES;
  const KEYS = ["from", "to", "region", "by", "adj", "strength", "category", "find", "show"].filter((key) => form.elements[key]);
  const NAMED = ["region", "by", "strength", "category"];
  const view = Skilltide.late("view");

  // The words for what is selected, as captions and the live region say them.
  const words = (now, from, to, mix, section) => {
    const named = NAMED.map((key) => now[key] && form.elements[key]?.selectedOptions[0]?.textContent).filter(Boolean);
    return [`${counting.monthName(from)} to ${counting.monthName(to)}`, ...(now.region ? [] : ["all regions"]), ...named,
      ...(now.find && counting.SEARCHED.includes(section.id) ? [`“${now.find}” in the name`] : []), ...(mix ? ["at the same board mix"] : [])].join(", ");
  };

  const selectOf = (section) => section.querySelector("select[data-view]");
  const lookOf = (now, section) => state.lookOf(now, section.id);
  // What a search leaves alone is not filtered by it.
  const filtersOf = (now, section) => (counting.SEARCHED.includes(section.id) ? now : { ...now, find: "" });
  const byRegion = (section, look) => "regions" in section.dataset && !(look && "everywhere" in selectOf(section).dataset);

  const REGION_ALONE = "Of the filters, this figure answers to the region alone.";

  const unfiltered = (section) => {
    refill.restore(section);
    refill.note(section, byRegion(section, "") ? REGION_ALONE : "This figure answers to no filter.", "unfiltered");
  };

  // Show a look that was drawn beforehand, or the figure as it was at first.
  const lookAnew = async (section, now) => {
    const look = lookOf(now, section);
    const region = byRegion(section, look) ? now.region : "";
    const others = state.isFiltered({ ...filtersOf(now, section), region: region ? "" : now.region });
    if (!look && !region) {
      if (others) unfiltered(section);
      else refill.restore(section);
      return;
    }
    const found = await view(`${section.id}.${look || "usual"}.${region || "all"}`).catch(() => null);
    const current = () => state.get() === now;
    if (!current()) return;
    await Skilltide.later(section, () => {
      if (!current()) return;
      if (!found) {
        unfiltered(section);
        return;
      }
      refill.fill(section, found);
      if (others) refill.note(section, byRegion(section, look) ? REGION_ALONE : "This look answers to no filter.");
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
        if (state.get() !== now) return;
        const selection = { state: now, cube, subjects, from, to, chosen, held, mix, words: words(now, from, to, mix, section) };
        const result = compute(selection);
        const caption = `${selection.words}; n = ${whole(held.n)}, ${held.sources} sources; intervals approximate`;
        const missing = result.missing ?? `Not enough data: no value of this selection can be shown (${caption}).`;
        refill.fill(section, { ...result, missing, tables: [{ caption, head: result.head, rows: result.rows }] });
        if (lookOf(now, section)) refill.note(section, "Filtered, this figure is counted anew, whatever look is chosen.");
        told.set(section, result.finding ?? missing);
      };
      if (looked.has(section)) answer();
      else Skilltide.later(section, answer);
    }
    return told;
  };

  const said = (now, sections, told) => {
    const wordsOf = (section) => told.get(section) ?? section.querySelector(".finding.filtered, .missing.filtered")?.textContent;
    // What was changed last, else the first of the page that is about skills or the like: key figures say too much.
    const ordered = [...sections.filter((section) => section.id === now.fig), ...sections.filter((section) => section.id !== "f02")];
    return ordered.map(wordsOf).find(Boolean) ?? "";
  };

  const show = async (now) => {
    for (const key of KEYS) form.elements[key].value = now[key];
    delete form.dataset.shown;
    const sections = [...document.querySelectorAll("section.figure")];
    for (const section of sections) if (selectOf(section)) selectOf(section).value = lookOf(now, section);
    if (state.isDefault({ ...now, skills: [] })) {
      if (refill.filled().length) {
        refill.filled().forEach(refill.restore);
        form.querySelector(".said").textContent = "All postings, as shown at first.";
      }
      form.dataset.seen = location.hash;
      return;
    }
    const sums = sections.filter((section) => FIGURES[section.id] && state.isFiltered(filtersOf(now, section)));
    const told = sums.length ? await countAnew(now, sums) : new Map();
    if (state.get() !== now) return;
    form.dataset.seen = location.hash;
    await Promise.all(sections.filter((section) => !sums.includes(section)).map((section) => lookAnew(section, now)));
    await Skilltide.settled();
    if (state.get() !== now) return;
    form.querySelector(".said").textContent = said(now, sections, told);
    form.dataset.shown = location.hash;
  };

  form.hidden = false;
  // On a narrow screen the filters wait behind their heading, unless the address has some.
  form.querySelector("details").open = matchMedia("(min-width: 641px)").matches || state.isFiltered(state.get());
  form.addEventListener("change", () => state.set({ ...Object.fromEntries(KEYS.map((key) => [key, form.elements[key].value])), fig: "" }));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    state.set({ ...Object.fromEntries(KEYS.map((key) => [key, ""])), as: [], fig: "" });
  });
  for (const select of document.querySelectorAll("select[data-view]")) {
    select.closest("[hidden]").hidden = false;
    select.addEventListener("change", () => {
      const { view: figure } = select.dataset;
      state.set({ as: state.withLook(state.get(), figure, select.value), fig: figure });
    });
  }
  state.onChange(show);
})();
