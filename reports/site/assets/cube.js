"use strict";
// Sums of postings by month, region, source and one more group: any selection is a sum. Loaded when first needed.
(() => {
  const MARKS = 32;

  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const numbers = ([width, text]) => {
    const raw = bytes(text).buffer;
    return width === 4 ? new Uint32Array(raw) : width === 2 ? new Uint16Array(raw) : new Uint8Array(raw);
  };
  // Numbers of which most are 0 come as their places and values.
  const read = (packed) => {
    if (Array.isArray(packed)) return numbers(packed);
    const whole = new Uint32Array(packed.length);
    const values = numbers(packed.is);
    numbers(packed.at).forEach((place, at) => { whole[place] = values[at]; });
    return whole;
  };
  const load = Skilltide.late("cube", (given) => ({
    ...given, cells: Object.fromEntries(Object.entries(given.cells).map(([key, packed]) => [key, read(packed)])),
  }));
  // Return a cube with what is counted in its cells beside: two cubes as one.
  const joined = (cube, beside) => (beside ? { ...cube, ...beside, cells: { ...cube.cells, ...beside.cells } } : cube);

  // Return how far two skills are apart, the first minus the second, with its 95 % interval (see paired.py).
  const apart = (pairs, one, other) => {
    const [a, b] = [pairs.skills.indexOf(one), pairs.skills.indexOf(other)];
    if (a < 0 || b < 0 || pairs.employers < 2) return null;
    const { k, kn, kk } = pairs.cells;
    const width = pairs.skills.length;
    const difference = (k[a] - k[b]) / pairs.n;
    const squares = kk[a * width + a] + kk[b * width + b] - 2 * kk[a * width + b];
    const spread = squares - 2 * difference * (kn[a] - kn[b]) + difference * difference * pairs.nn;
    const reach = (1.959963984540054 * Math.sqrt((pairs.employers / (pairs.employers - 1)) * Math.max(spread, 0))) / pairs.n;
    // The test of the ranking (clustered_p in ties.py) must agree, so that no page says what another denies.
    const sure = Math.abs(k[a] - k[b]) > 1.959963984540054 * Math.sqrt(squares);
    return { difference, low: difference - reach, high: difference + reach, sure };
  };

  // "workplace:remote" names the cube and the value; "source:x" is a dimension of every cube.
  const nameOf = (by) => (by && !by.startsWith("source:") ? by.split(":")[0] : "none");

  // Return the numbers of the cells that a state selects; months are those given, not those of the state.
  const selected = (cube, state, from, to) => {
    const { cells } = cube;
    const region = cube.regions.findIndex(([id]) => id === state.region);
    const [group, value] = state.by ? [state.by.split(":")[0], state.by.slice(state.by.indexOf(":") + 1)] : ["", ""];
    const source = group === "source" ? cube.sources.findIndex(([id]) => id === value) : -1;
    const within = group && group !== "source" ? cube.values.findIndex(([id]) => id === value) : -1;
    const first = cube.months.indexOf(from);
    const last = cube.months.indexOf(to);
    const found = [];
    for (let cell = 0; cell < cells.n.length; cell += 1) {
      if (cells.month[cell] < first || cells.month[cell] > last) continue;
      if (state.region && cells.region[cell] !== region) continue;
      if (group === "source" && cells.source[cell] !== source) continue;
      if (group && group !== "source" && cells.value[cell] !== within) continue;
      found.push(cell);
    }
    return found;
  };

  // Return what a selection holds: postings, in all and by source, and about how many employers.
  const base = (cube, chosen) => {
    const bySource = cube.sources.map(() => 0);
    const marks = new Uint8Array(MARKS);
    let n = 0;
    for (const cell of chosen) {
      n += cube.cells.n[cell];
      bySource[cube.cells.source[cell]] += cube.cells.n[cell];
      for (let at = 0; at < MARKS; at += 1) marks[at] |= cube.cells.marks[cell * MARKS + at];
    }
    const employers = n ? Skilltide.stats.employersOf(marks) : 0;
    const sources = bySource.filter(Boolean).length;
    return { n, bySource, sources, employers: Math.min(employers, n), topSource: n ? Math.max(...bySource) / n : 0 };
  };

  // Return how many postings of a selection name the skill ("k"), require it ("required") or call it a plus ("preferred").
  const count = (cube, chosen, skill, measure) => {
    const start = skill * cube.cells.n.length;
    const bySource = cube.sources.map(() => 0);
    let sum = 0;
    for (const cell of chosen) {
      const number = cube.cells[measure][start + cell];
      sum += number;
      bySource[cube.cells.source[cell]] += number;
    }
    return { sum, bySource };
  };

  // Return the gated share of a skill: as scraped, or at the mix of the same boards (direct standardisation).
  const share = (cube, held, counted, effect, mix) => {
    const given = { hits: counted.sum, n: held.n, employers: held.employers, topSource: held.topSource, effect };
    if (!mix) return Skilltide.stats.gated(given);
    const weights = cube.sources.map(([id]) => cube.weights[id] ?? 0);
    const missing = cube.sources.findIndex((_, number) => weights[number] && !held.bySource[number]);
    if (missing >= 0 || !weights.some(Boolean)) {
      const reason = missing >= 0 ? `${cube.sources[missing][1]} has no posting here, so there is no same mix` : "no boards span the months";
      return { hits: counted.sum, n: held.n, employers: held.employers, share: null, low: null, high: null, status: "not enough data", reason };
    }
    let value = 0;
    let variance = 0;
    weights.forEach((weight, number) => {
      if (!weight) return;
      const own = counted.bySource[number] / held.bySource[number];
      value += weight * own;
      variance += (weight * weight * own * (1 - own) * effect) / held.bySource[number];
    });
    const inner = value * (1 - value);
    const effective = inner <= 0 || variance <= 0 ? held.n : Math.min(held.n, inner / variance);
    return Skilltide.stats.gated({ ...given, share: value, effective, topSource: 0 });
  };

  Object.assign(Skilltide, { cube: { load, joined, nameOf, selected, base, count, share, apart } });
})();
