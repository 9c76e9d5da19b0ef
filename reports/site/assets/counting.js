"use strict";
// What a filter counts anew: the selected cells of the cubes become rows, one sentence, a chart and a table per figure.
(() => {
  const { cube: cubes, stats, drawings, percent, whole } = Skilltide;
  const ON_CHART = 25;
  const STACKED = 15;
  const LINES = 6;
  const WINDOW = 3;
  const YEARS = 21;
  const HIDDEN = { share: null, low: null, high: null, status: "not enough data" };

  const interval = (row) => `${percent(row.share)} (${(row.low * 100).toFixed(0)}–${(row.high * 100).toFixed(0)})`;
  const said = (row) => (row.share == null ? `not enough data (n = ${whole(row.n)})` : interval(row));
  const share = (value) => (value == null ? "–" : `${(value * 100).toFixed(1)} %`);
  const status = (row) => (row.reason ? `${row.status}: ${row.reason}` : row.status);
  const monthFormat = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });
  const monthName = (month) => monthFormat.format(new Date(`${month}-01T00:00:00Z`));
  const n = (view) => `n = ${whole(view.held.n)}, about ${whole(view.held.employers)} employers`;
  const all = { tech: true };

  const SHARE_HEAD = ["Share", "from", "to", "Postings k", "of n", "Employers (about)", "Status"];
  const shareCells = (row) => [share(row.share), share(row.low), share(row.high), whole(row.k), whole(row.n), whole(row.employers), status(row)];
  const where = (view) => `${view.words}; ${view.held.sources} source${view.held.sources === 1 ? "" : "s"}`;

  // A skill's gated share by one measure: "k" (named) or "required".
  const measured = (view, number, measure, mix = view.mix) => {
    const counted = cubes.count(view.cube, view.chosen, number, measure);
    const skill = view.cube.skills[number];
    const found = cubes.share(view.cube, view.held, counted, measure === "required" ? skill.requiredEffect : skill.effect, mix);
    return { ...found, k: counted.sum, about: true, where: where(view) };
  };
  const asked = (view) => (view.state.strength === "required" ? "required" : "k");
  const chosenKind = (view) => (row) => (view.state.category ? row.category === view.state.category : all[row.kind]);
  const named = (view) => (row) => row.label.toLowerCase().includes(view.state.find.toLowerCase());
  const most = (view, usual) => (view.state.show === "all" ? Infinity : usual);

  const skills = (view) => {
    const measure = asked(view);
    const rows = view.cube.skills.map((skill, number) => ({ ...skill, ...measured(view, number, measure), must: measured(view, number, "required") }))
      .filter((row) => (!view.state.category || row.category === view.state.category) && named(view)(row))
      .sort((one, other) => (other.share ?? -1) - (one.share ?? -1) || other.k - one.k);
    // What is looked for by its name may be of any kind.
    const shown = rows.filter((row) => (view.state.find || chosenKind(view)(row)) && row.share != null).slice(0, most(view, ON_CHART))
      .map((row) => ({ ...row, required: measure === "k" ? row.must.share : null }));
    const does = measure === "required" ? "require" : "name";
    const wanted = view.state.find;
    return {
      missing: wanted && !rows.length ? `None of the ${view.cube.skills.length} skills named most has “${wanted}” in its name. The table of all skills has every one with a page.` : null,
      figure: shown.length ? drawings.dots({ rows: shown, axis: "Share of tech-lead postings", marks: [`${does} it`, "require it"] }) : null,
      finding: shown.length ? `${shown[0].label} leads: ${said(shown[0])} of tech-lead postings ${does} it (${n(view)}). ${view.words}.` : null,
      head: ["Skill", ...SHARE_HEAD],
      rows: rows.map((row) => ({ id: row.id, cells: [row.label, ...shareCells(row)] })),
    };
  };

  const strengths = (view) => {
    const total = view.held.n;
    const rows = view.cube.skills.map((skill, number) => {
      const [k, required, preferred] = ["k", "required", "preferred"].map((measure) => cubes.count(view.cube, view.chosen, number, measure).sum);
      const gate = measured(view, number, "k", false);
      const found = measured(view, number, "required", false);
      return { ...skill, k, n: total, gate, required: total && required / total, preferred: total && preferred / total,
        unstated: total && (k - required - preferred) / total, low: found.low, high: found.high, found, where: where(view),
        counts: [required, k - required - preferred, preferred] };
    }).filter((row) => !view.state.category || row.category === view.state.category);
    const shown = rows.filter((row) => chosenKind(view)(row) && row.gate.share != null && row.found.share != null)
      .sort((one, other) => other.k - one.k).slice(0, most(view, STACKED)).sort((one, other) => other.required - one.required);
    return {
      figure: shown.length ? drawings.stacks({ rows: shown }) : null,
      finding: shown.length ? `${shown[0].label} is required ${view.alone ? "" : "most often: "}by ${interval({ share: shown[0].required, ...shown[0].found })} ` +
        `of tech-lead postings (${n(view)}). ${view.words}.` : null,
      head: ["Skill", "Required", "from", "to", "k required", "k unclear", "k nice", "n", "Status"],
      rows: rows.map((row) => ({
        id: row.id,
        cells: [row.label, share(row.found.share), share(row.found.low), share(row.found.high), ...row.counts.map(whole), whole(total), status(row.found)],
      })),
    };
  };

  // The least years stated by a selection: how many postings per year, their number, and the median.
  const stated = (view) => {
    const counts = Array(YEARS).fill(0);
    for (const cell of view.chosen) for (let year = 0; year < YEARS; year += 1) counts[year] += view.cube.cells.years[cell * YEARS + year];
    const number = counts.reduce((sum, count) => sum + count, 0);
    return { counts, number, median: number >= stats.LIMITS.median ? stats.quantile(counts, 0.5) : null };
  };

  const years = (view) => {
    const { counts, number, median } = stated(view);
    const rows = counts.map((k, year) => ({ years: year, k, where: where(view), ...stats.gated({ hits: k, n: number, employers: view.held.employers, effect: 1 }) }));
    return {
      figure: median == null ? null : drawings.columns({ rows, median }),
      finding: median == null ? null : `Where years ${view.alone ? `of ${view.alone} ` : ""}are stated, the median minimum is ${median} (n = ${whole(number)} of ${whole(view.held.n)} postings). ${view.words}.`,
      head: ["Years", ...SHARE_HEAD],
      rows: rows.map((row) => ({ cells: [String(row.years), ...shareCells(row)] })),
    };
  };

  const series = (view) => {
    const months = view.cube.months.slice(view.cube.months.indexOf(view.from), view.cube.months.indexOf(view.to) + 1);
    const wanted = view.state.skills.length ? view.state.skills : view.cube.skills.filter(chosenKind(view)).slice(0, LINES).map((skill) => skill.id);
    const measure = asked(view);
    const at = (first, last, number) => {
      const chosen = cubes.selected(view.cube, view.state, first, last);
      return measured({ ...view, chosen, held: cubes.base(view.cube, chosen) }, number, measure);
    };
    const point = (month, number) => {
      const index = view.cube.months.indexOf(month);
      const full = index >= WINDOW - 1;
      const rolled = full ? at(view.cube.months[index - WINDOW + 1], month, number)
        : { ...HIDDEN, k: 0, n: 0, employers: 0, reason: "the first window is not full" };
      return { ...rolled, month: `${month}-01`, share_low: rolled.low, share_high: rolled.high, month_share: at(month, month, number).share };
    };
    const lines = wanted.map((id) => view.cube.skills.findIndex((skill) => skill.id === id)).filter((number) => number >= 0)
      .map((number) => ({ ...view.cube.skills[number], points: months.map((month) => point(month, number)) }));
    const some = lines.some((line) => line.points.some((one) => one.share != null));
    const last = lines[0]?.points.findLast((one) => one.share != null);
    return {
      figure: some ? drawings.lines({ lines: lines.map((line) => ({ ...line, note: "" })) }) : null,
      finding: last ? `${lines[0].label}: ${said(last)} in the three months to ${monthName(last.month.slice(0, 7))} (n = ${whole(last.n)}). ${view.words}.` : null,
      head: ["Skill", "Three months to", ...SHARE_HEAD],
      rows: lines.flatMap((line) => line.points.toReversed().map((one) => ({
        id: line.id, cells: [line.label, monthName(one.month.slice(0, 7)), ...shareCells(one)],
      }))),
    };
  };

  // The gated rows of what a figure counts beside skills, in its own groups.
  const subjectRows = (view, figure) => {
    const merged = { ...view.cube, cells: { ...view.cube.cells, subject: view.subjects.cells.k } };
    return view.subjects.subjects.map((one, at) => ({ ...one, at })).filter((one) => one.figure === figure).map((one) => {
      const counted = cubes.count(merged, view.chosen, one.at, "subject");
      return { ...one, ...cubes.share(view.cube, view.held, counted, one.effect, view.mix), k: counted.sum, about: true, where: where(view) };
    });
  };
  const LAST = "not stated";
  const ranked = (rows) => rows.toSorted((one, other) => (one.label === LAST) - (other.label === LAST) || other.k - one.k);

  const subjects = (figure, draws, inOrder) => (view) => {
    const found = subjectRows(view, figure);
    const groups = [...new Set(found.map((row) => row.group))].map((group) => {
      const own = found.filter((row) => row.group === group);
      return [group, inOrder ? own : ranked(own)];
    });
    const drawn = groups.flatMap(([group, rows]) => {
      const named = rows.filter((row) => row.k);
      return named.length ? [{ label: group, heading: true }, ...named] : [];
    });
    const first = groups.flatMap(([, rows]) => rows).filter((row) => row.share != null && row.label !== LAST)
      .reduce((best, row) => (best && best.k >= row.k ? best : row), null);
    return {
      figure: first ? drawings.dots({ rows: drawn, axis: "Share of tech-lead postings", bars: draws === "bars" }) : null,
      finding: first ? `Most often: ${first.label.replace(" ◆", "")}, ${said(first)} of tech-lead postings (${n(view)}). ${view.words}.` : null,
      head: ["Group", "Value", ...SHARE_HEAD],
      rows: groups.flatMap(([group, rows]) => rows.map((row) => ({ cells: [group, row.label, ...shareCells(row)] }))),
    };
  };

  const degrees = (view) => {
    const found = subjectRows(view, "f12");
    const bars = [...new Set(found.map((row) => row.group))].map((group) => {
      const own = found.filter((row) => row.group === group);
      const parts = Object.fromEntries(own.map((row) => [row.id.split("|")[1], row]));
      const none = stats.gated({ hits: view.held.n - own.reduce((sum, row) => sum + row.k, 0), n: view.held.n, employers: view.held.employers,
        effect: parts.required.effect });
      parts.none = { ...none, k: none.hits, label: "Not named", group };
      return { label: group, parts, where: where(view) };
    });
    const shown = bars.filter((bar) => Object.values(bar.parts).every((part) => part.share != null));
    const [degree] = bars;
    return {
      figure: shown.length ? drawings.parts({ rows: shown }) : null,
      finding: shown.includes(degree) ? `${said(degree.parts.required)} of tech-lead postings require a degree, ${said(degree.parts.none)} name none (${n(view)}). ${view.words}.` : null,
      head: ["Group", "How strongly", ...SHARE_HEAD],
      rows: bars.flatMap((bar) => Object.values(bar.parts).map((part) => ({ cells: [bar.label, part.label, ...shareCells(part)] }))),
    };
  };

  const keys = (view) => {
    const { number, median } = stated(view);
    const shares = subjectRows(view, "f02");
    const best = view.cube.skills.map((skill, at) => ({ ...skill, ...measured(view, at, "k") })).filter((row) => row.kind === "tech")
      .reduce((top, row) => ((row.share ?? -1) > (top.share ?? -1) ? row : top));
    const tile = (row, name = row.label) => ({
      name, value: row.share == null ? row.status : percent(row.share), strip: row, change: "",
      restsOn: row.share == null ? `n = ${whole(row.n)}` : `${(row.low * 100).toFixed(0)}–${(row.high * 100).toFixed(0)} %, n = ${whole(row.n)}`,
    });
    const [degree, pay] = shares;
    const enough = view.held.n >= stats.LIMITS.effective;
    const shown = [
      { name: "Tech-lead postings", value: whole(view.held.n), restsOn: view.words.split(",")[0], change: "" },
      { name: "Employers", value: `about ${whole(view.held.employers)}`, restsOn: `${view.held.sources} sources`, change: "" },
      { name: "Median years", value: median == null ? "not enough data" : `${median} years`, restsOn: `n = ${whole(number)}`, change: "" },
      tile(degree), tile(best, `Top skill: ${best.label}`), tile(pay),
    ];
    return {
      figure: enough ? drawings.tiles({ tiles: shown, where: where(view) }) : null,
      finding: enough ? `${whole(view.held.n)} tech-lead postings; ${best.label} is named most: ${said(best)}; ${said(degree)} require a degree (${n(view)}). ${view.words}.` : null,
      head: ["Key figure", "Value", ...SHARE_HEAD.slice(1)],
      rows: [...shown.slice(0, 3).map((one) => ({ cells: [one.name, one.value, "–", "–", "–", one === shown[2] ? whole(number) : whole(view.held.n), whole(view.held.employers), "ok"] })),
        ...[degree, { ...best, label: `Top skill: ${best.label}` }, pay].map((row) => ({ cells: [row.label, ...shareCells(row)] }))],
    };
  };

  // The page of one skill counts that skill alone, whose cells, its years among them, are the only ones there.
  const own = (compute) => (view) => {
    const [{ label, category }] = view.cube.skills;
    return compute({ ...view, alone: label, state: { ...view.state, skills: [], category } });
  };

  // Which figures can be counted anew, and whether they are at the same mix of boards unless the reader says otherwise.
  const FIGURES = {
    f02: [keys, false], f03: [skills, false], f04: [series, true], f05: [strengths, false], f06: [years, false],
    f09: [subjects("f09", "dots"), false], f11: [subjects("f11", "dots"), false], f12: [degrees, false],
    f13: [subjects("f13", "bars"), false], f14: [subjects("f14", "dots", true), false],
  };
  const OF_A_SKILL = { f04: [own(series), true], f05: [own(strengths), false], f07: [own(years), false] };
  // A search by name is of these alone.
  const SEARCHED = ["f03"];
  const WITH_SKILLS = ["f02", "f03", "f04", "f05"];
  // These need the sums of more than skills and years.
  const WITH_SUBJECTS = ["f02", "f09", "f11", "f12", "f13", "f14"];
  // These are at no mix: a switch of boards leaves them as scraped.
  const UNMIXED = ["f05", "f06", "f07"];

  Object.assign(Skilltide, { counting: { FIGURES, OF_A_SKILL, SEARCHED, WITH_SKILLS, WITH_SUBJECTS, UNMIXED, monthName } });
})();
