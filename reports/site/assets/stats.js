"use strict";
// Intervals, gates and quantiles as in reports/statistics: the same formulas and limits, so the same numbers.
(() => {
  const Z = 1.959963984540054;
  const LIMITS = {
    effective: 30, employers: 10, width: 0.30, sureWidth: 0.05, relativeWidth: 1.30, sourceShare: 0.80, median: 30,
  };

  // The 95 % score interval of a share (Wilson 1927); effective counts need not be whole.
  const wilson = (successes, trials) => {
    const share = successes / trials;
    const scale = 1 + (Z * Z) / trials;
    const centre = (share + (Z * Z) / (2 * trials)) / scale;
    const half = (Z * Math.sqrt((share * (1 - share)) / trials + (Z * Z) / (4 * trials * trials))) / scale;
    return {
      low: successes === 0 ? 0 : Math.max(0, centre - half),
      high: successes === trials ? 1 : Math.min(1, centre + half),
    };
  };

  // May the share of `hits` in `n` postings be shown? The clustering by employer comes in as a design effect.
  const gated = ({ hits, n, share = n ? hits / n : 0, effect = 1, effective = n / effect, employers, topSource = 0 }) => {
    const cells = { hits, n, employers, share: null, low: null, high: null };
    const hidden = (reason) => ({ ...cells, status: "not enough data", reason });
    if (!n) return hidden("no postings");
    if (effective < LIMITS.effective) {
      return hidden(`worth ${effective.toFixed(0)} independent postings, ${LIMITS.effective} are needed`);
    }
    if (employers < LIMITS.employers) return hidden(`${employers} employers, ${LIMITS.employers} are needed`);
    const { low, high } = wilson(share * effective, effective);
    const width = high - low;
    if (width >= LIMITS.width) return hidden(`the interval spans ${(width * 100).toFixed(0)} points`);
    const shown = { ...cells, share, low, high };
    if (width > LIMITS.sureWidth && width > LIMITS.relativeWidth * share) {
      return { ...shown, status: "low", reason: "the interval is wider than 1.3 times the share" };
    }
    if (topSource > LIMITS.sourceShare) {
      return { ...shown, status: "low", reason: `one source gives ${(topSource * 100).toFixed(0)} % of the postings` };
    }
    return { ...shown, status: "ok", reason: "" };
  };

  // The quantile of counted whole numbers (Hyndman and Fan 1996, type 7, as numpy and DuckDB).
  const quantile = (counts, level) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (!total) return null;
    const place = level * (total - 1);
    const value = (rank) => {
      let seen = 0;
      for (const [number, count] of counts.entries()) {
        seen += count;
        if (rank < seen) return number;
      }
      return counts.length - 1;
    };
    const below = value(Math.floor(place));
    return below + (place - Math.floor(place)) * (value(Math.ceil(place)) - below);
  };

  // How many employers left these marks? Each employer sets one of the bits; linear counting (Whang 1990).
  const employersOf = (marks) => {
    const bits = marks.length * 8;
    let set = 0;
    for (const byte of marks) for (let rest = byte; rest; rest &= rest - 1) set += 1;
    return set >= bits ? bits : Math.round(-bits * Math.log(1 - set / bits));
  };

  Object.assign(Skilltide, { stats: { wilson, gated, quantile, employersOf, LIMITS } });
})();
