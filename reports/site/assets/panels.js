"use strict";
// Draws what is not one row of values: bars of one whole, and tiles. Looks as in f12_degree.py and tiles.py.
(() => {
  const { whole } = Skilltide;
  const { theme, label, blank, titled, interval, legend, rowAxis, labelsAbove, endOfPart } = Skilltide.drawing;
  const PARTS = [
    ["required", "Required", theme.series[0], ""], ["equivalent", "Required, or equivalent experience", theme.series[3], "/"],
    ["preferred", "Preferred", theme.series[4], "."], ["unclear", "Named, unclear", theme.series[5], "x"],
    ["none", "Not named", theme.grid, ""],
  ];
  const COLUMNS = 3;
  const NARROW = 2;
  const TILE = 150;
  const GAP = 0.03;

  // rows: {label, parts: {required: {share, low, high, k, n}, …}, where}
  const parts = ({ rows }) => {
    const heights = rows.map((_, number) => -number);
    const said = (row) => [`<b>${label(row.label)}</b>`,
      ...PARTS.filter(([part]) => row.parts[part]?.k).map(([part, words]) => `${words.toLowerCase()} ${interval(row.parts[part])}`),
      `${whole(row.parts.required.n)} postings, about ${whole(row.parts.required.employers)} employers`, label(row.where, 120)].join("<br>");
    const data = PARTS.filter(([part]) => rows.some((row) => row.parts[part]?.k)).map(([part, name, color, shape]) => ({
      type: "bar", orientation: "h", name, x: rows.map((row) => row.parts[part]?.share ?? 0), y: heights,
      text: rows.map(said), textposition: "none", hovertemplate: "%{text}<extra></extra>",
      marker: { color, pattern: { shape, size: 5, solidity: 0.3 }, line: { width: 1, color: theme.paper } },
    }));
    const firm = rows.map((row) => row.parts.required);
    data.push(endOfPart(heights, firm.map((one) => [one.share, one.low, one.high])));
    const ticks = rows.map((row, number) => [-number, label(row.label)]);
    const bottom = -rows.length + 0.4;
    const layout = blank({
      height: 40 * rows.length + 110, barmode: "stack", bargap: 0.35, showlegend: true, legend: legend(), margin: { l: 8, r: 20, t: 40, b: 44 },
    }, {
      xaxis: { range: [0, 1], tickformat: ".0%", dtick: 0.2, title: titled("Share of postings") },
      yaxis: { ...rowAxis(ticks, [bottom, 0.6]), showgrid: false },
    });
    const narrow = {
      height: 48 * rows.length + 160, bargap: 0.6, margin: { l: 4, r: 14, t: 112 }, xaxis: { dtick: 0.25 },
      ...labelsAbove(ticks, 8, [bottom, 1]),
    };
    return { data, layout, narrow };
  };

  const places = (count, across) => {
    const deep = Math.ceil(count / across);
    const width = (1 - GAP * (across - 1)) / across;
    const gap = 14 / (TILE * deep);
    return Array.from({ length: count }, (_, number) => {
      const row = Math.floor(number / across);
      const left = (number % across) * (width + GAP);
      return { x: [left, Math.min(1, left + width)], y: [Math.max(0, 1 - (row + 1) / deep + gap), 1 - row / deep] };
    });
  };

  const words = (tile, at) => {
    const big = tile.value.length < 9;
    const place = {
      xref: `x${at} domain`, yref: `y${at} domain`, x: 0.06, xanchor: "left", yanchor: "middle", showarrow: false, align: "left",
    };
    return [
      [0.88, label(tile.name, 24), 13, theme.muted], [0.64, `<b>${label(tile.value)}</b>`, big ? 28 : 14, big ? theme.text : theme.muted],
      [0.4, label(tile.restsOn), 12, theme.muted],
    ].map(([y, text, size, color]) => ({ ...place, y, text, font: { size, color } }));
  };

  const strip = (tile, axes, where) => {
    const { share, low, high } = tile.strip ?? {};
    const track = { ...axes, type: "scatter", mode: "lines", hoverinfo: "skip" };
    const said = `<b>${label(tile.name)}</b>: ${label(tile.value)}<br>${label(tile.restsOn)}<br>${label(where, 120)}`;
    if (share == null) {
      return [{ ...axes, type: "scatter", mode: "markers", x: [0.5], y: [0.13], marker: { color: theme.clear }, text: [said], hovertemplate: "%{text}<extra></extra>" }];
    }
    return [
      { ...track, x: [0, 1], y: [0.13, 0.13], line: { width: 2, color: theme.grid } },
      { ...track, x: [low, high], y: [0.13, 0.13], line: { width: 6, color: theme.series[0] } },
      { ...axes, type: "scatter", mode: "markers", x: [share], y: [0.13], text: [said], hovertemplate: "%{text}<extra></extra>",
        marker: { size: 10, color: theme.series[0], line: { width: 1.5, color: theme.paper } } },
    ];
  };

  // tiles: {name, value, restsOn, strip: {share, low, high}}
  const tiles = ({ tiles: given, where }) => {
    const height = (across) => TILE * Math.ceil(given.length / across);
    const layout = blank({ height: height(COLUMNS), margin: { l: 2, r: 2, t: 2, b: 2 }, annotations: [], shapes: [] });
    const narrow = { height: height(NARROW) };
    const data = [];
    const [wide, small] = [places(given.length, COLUMNS), places(given.length, NARROW)];
    given.forEach((tile, number) => {
      const at = number ? number + 1 : "";
      const hidden = { visible: false, fixedrange: true };
      layout[`xaxis${at}`] = { ...hidden, domain: wide[number].x, anchor: `y${at}`, range: [-0.07, 1.07] };
      layout[`yaxis${at}`] = { ...hidden, domain: wide[number].y, anchor: `x${at}`, range: [0, 1] };
      narrow[`xaxis${at}`] = { domain: small[number].x };
      narrow[`yaxis${at}`] = { domain: small[number].y };
      layout.shapes.push({
        type: "rect", xref: `x${at} domain`, yref: `y${at} domain`, x0: 0, x1: 1, y0: 0, y1: 1, layer: "below", line: { color: theme.grid, width: 1 },
      });
      layout.annotations.push(...words(tile, at));
      data.push(...strip(tile, { xaxis: `x${at}`, yaxis: `y${at}` }, where));
    });
    return { data, layout, narrow };
  };

  Object.assign(Skilltide.drawings, { parts, tiles });
})();
