"use strict";
// Filters: what the reader chooses becomes the address; what stands in the address becomes figures, tables and words.
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const { state, cube: cubes, stats, drawings, percent, whole, element } = Skilltide;
  const KEYS = ["from", "to", "region", "by", "adj"];
  const ON_CHART = 25;
  const STACKED = 15;
  const LINES = 6;
  const WINDOW = 3;

  const interval = (row) => `${percent(row.share)} (${(row.low * 100).toFixed(0)}–${(row.high * 100).toFixed(0)})`;
  const said = (row) => (row.share == null ? `not enough data (n = ${whole(row.n)})` : interval(row));
  const share = (value) => (value == null ? "–" : `${(value * 100).toFixed(1)} %`);
  const status = (row) => (row.reason ? `${row.status}: ${row.reason}` : row.status);
  const monthName = (month) => new Date(`${month}-01T00:00:00Z`).toLocaleDateString("en-GB",
    { month: "short", year: "numeric", timeZone: "UTC" });

  // The words for what is selected, as captions and the live region say them.
  const words = (view) => {
    const named = KEYS.slice(2, 4).map((key) => view.state[key] && form.elements[key].selectedOptions[0].textContent).filter(Boolean);
    const mix = view.mix ? ["at the same board mix"] : [];
    return [`${monthName(view.from)} to ${monthName(view.to)}`, ...named, ...mix].join(", ");
  };

  const skillRows = (view) => view.cube.skills.map((skill, number) => {
    const counted = cubes.count(view.cube, view.chosen, number, "k");
    return { ...skill, ...cubes.share(view.cube, view.held, counted, skill.effect, view.mix), k: counted.sum, about: true };
  });

  const SHARE_HEAD = ["Share", "from", "to", "Postings k", "of n", "Employers (about)", "Status"];
  const shareCells = (row) => [share(row.share), share(row.low), share(row.high), whole(row.k), whole(row.n), whole(row.employers), status(row)];

  const skills = (view) => {
    const all = skillRows(view).sort((one, other) => (other.share ?? -1) - (one.share ?? -1) || other.k - one.k);
    const shown = all.filter((row) => row.kind === "tech" && row.share != null).slice(0, ON_CHART);
    return {
      figure: shown.length ? drawings.dots({ rows: shown, axis: "Share of tech-lead postings" }) : null,
      finding: shown.length ? `${shown[0].label} leads: ${said(shown[0])} of tech-lead postings name it (n = ${whole(view.held.n)}, ` +
        `about ${whole(view.held.employers)} employers). ${words(view)}.` : null,
      head: ["Skill", ...SHARE_HEAD],
      rows: all.map((row) => ({ id: row.id, cells: [row.label, ...shareCells(row)] })),
    };
  };

  const strengths = (view) => {
    const { n, employers } = view.held;
    const rows = view.cube.skills.map((skill, number) => {
      const [k, required, preferred] = ["k", "required", "preferred"].map((measure) => cubes.count(view.cube, view.chosen, number, measure).sum);
      const gate = cubes.share(view.cube, view.held, cubes.count(view.cube, view.chosen, number, "k"), skill.effect, false);
      const found = stats.gated({ hits: required, n, employers, effect: skill.requiredEffect });
      return { ...skill, k, n, gate, required: n && required / n, preferred: n && preferred / n, unstated: n && (k - required - preferred) / n,
        low: found.low, high: found.high, found, counts: [required, k - required - preferred, preferred] };
    });
    const shown = rows.filter((row) => row.kind === "tech" && row.gate.share != null && row.found.share != null)
      .sort((one, other) => other.k - one.k).slice(0, STACKED).sort((one, other) => other.required - one.required);
    return {
      figure: shown.length ? drawings.stacks({ rows: shown }) : null,
      finding: shown.length ? `${shown[0].label} is required most often: by ${interval({ share: shown[0].required, ...shown[0].found })} ` +
        `of tech-lead postings (n = ${whole(n)}). ${words({ ...view, mix: false })}.` : null,
      head: ["Skill", "Required", "from", "to", "k required", "k unclear", "k nice", "n", "Status"],
      rows: rows.map((row) => ({
        id: row.id,
        cells: [row.label, share(row.found.share), share(row.found.low), share(row.found.high), ...row.counts.map(whole), whole(n), status(row.found)],
      })),
    };
  };

  const years = (view) => {
    const size = 21;
    const counts = Array(size).fill(0);
    for (const cell of view.chosen) for (let year = 0; year < size; year += 1) counts[year] += view.cube.cells.years[cell * size + year];
    const n = counts.reduce((sum, count) => sum + count, 0);
    const rows = counts.map((k, year) => ({ years: year, k, ...stats.gated({ hits: k, n, employers: view.held.employers, effect: 1 }) }));
    const median = n >= stats.LIMITS.median ? stats.quantile(counts, 0.5) : null;
    return {
      figure: median == null ? null : drawings.columns({ rows, median }),
      finding: median == null ? null : `Where years are stated, the median minimum is ${median} (n = ${whole(n)} of ${whole(view.held.n)} postings). ` +
        `${words({ ...view, mix: false })}.`,
      head: ["Years", ...SHARE_HEAD],
      rows: rows.map((row) => ({ cells: [String(row.years), ...shareCells(row)] })),
      n,
    };
  };

  const series = (view) => {
    const months = view.cube.months.slice(view.cube.months.indexOf(view.from), view.cube.months.indexOf(view.to) + 1);
    const asked = view.state.skills.length ? view.state.skills : view.cube.skills.filter((skill) => skill.kind === "tech").slice(0, LINES).map((skill) => skill.id);
    const at = (first, last, number) => {
      const chosen = cubes.selected(view.cube, view.state, first, last);
      const counted = cubes.count(view.cube, chosen, number, "k");
      return { ...cubes.share(view.cube, cubes.base(view.cube, chosen), counted, view.cube.skills[number].effect, view.mix), k: counted.sum };
    };
    const lines = asked.map((id) => view.cube.skills.findIndex((skill) => skill.id === id)).filter((number) => number >= 0).map((number) => ({
      ...view.cube.skills[number],
      points: months.map((month) => {
        const index = view.cube.months.indexOf(month);
        const full = index >= WINDOW - 1;
        const rolled = full ? at(view.cube.months[index - WINDOW + 1], month, number) : { share: null, low: null, high: null, k: 0, n: 0, employers: 0, status: "not enough data", reason: "the first window is not full" };
        return { ...rolled, month: `${month}-01`, share_low: rolled.low, share_high: rolled.high, month_share: at(month, month, number).share };
      }),
    }));
    const some = lines.some((line) => line.points.some((point) => point.share != null));
    const last = lines[0]?.points.findLast((point) => point.share != null);
    return {
      figure: some ? drawings.lines({ lines: lines.map((line) => ({ ...line, note: "" })) }) : null,
      finding: last ? `${lines[0].label}: ${said({ ...last, low: last.share_low, high: last.share_high })} in the three months to ${monthName(last.month.slice(0, 7))} ` +
        `(n = ${whole(last.n)}). ${words(view)}.` : null,
      head: ["Skill", "Three months to", ...SHARE_HEAD],
      rows: lines.flatMap((line) => line.points.toReversed().map((point) => ({
        id: line.id, cells: [line.label, monthName(point.month.slice(0, 7)), ...shareCells({ ...point, low: point.share_low, high: point.share_high })],
      }))),
    };
  };

  // Which figures can be counted anew, and whether they are at the same mix of boards unless the reader says otherwise.
  const FIGURES = { f03: [skills, false], f05: [strengths, false], f06: [years, false], f04: [series, true] };

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
    section.querySelector("details").append(table(section, result, caption));
    const chart = section.querySelector(".chart");
    if (!chart) return;
    chart.hidden = !result.figure;
    if (!result.figure) return;
    chart.setAttribute("aria-label", answer);
    Skilltide.replace(chart, result.figure);
  };

  const show = async (now) => {
    for (const key of KEYS) form.elements[key].value = now[key];
    const sections = [...document.querySelectorAll("section.figure")];
    if (state.isDefault({ ...now, skills: [] })) {
      if (kept.size) {
        [...kept.keys()].forEach(restore);
        form.querySelector(".said").textContent = "All postings, as shown at first.";
      }
      form.removeAttribute("data-shown");
      return;
    }
    const cube = await cubes.load(cubes.nameOf(now.by));
    if (state.get() !== now) return;
    const from = now.from || cube.from;
    const to = now.to && now.to >= from ? now.to : cube.to;
    const chosen = cubes.selected(cube, now, from, to);
    const held = cubes.base(cube, chosen);
    let told = "";
    for (const section of sections) {
      const [compute, adjusted] = FIGURES[section.id] ?? [];
      if (!compute) {
        clear(section);
        section.querySelector("h2").after(element("p", "This figure has no filter: it shows all postings.", { class: "unfiltered filtered" }));
        continue;
      }
      const view = { state: now, cube, from, to, chosen, held, mix: now.adj ? now.adj === "mix" : adjusted };
      const result = compute(view);
      fill(section, result, `${words(view)}; n = ${whole(held.n)}; intervals approximate`);
      told ||= result.finding ?? `Not enough data: ${whole(held.n)} postings.`;
    }
    form.querySelector(".said").textContent = told;
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
