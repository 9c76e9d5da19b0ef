"use strict";
// Draws what the page holds as rows: dots with intervals, lines with bands, stacks and columns. Looks as in drawing.py.
(() => {
  const theme = JSON.parse(document.getElementById("colours").textContent);
  const percent = (share) => (share >= 0.0995 || share === 0 ? `${(share * 100).toFixed(0)} %` : `${(share * 100).toFixed(1)} %`);
  const digits = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
  const whole = (number) => digits.format(Math.round(number));

  // Plotly shows a part of HTML in labels: scraped words keep none of it.
  const label = (text, longest = 34) => {
    const line = String(text).replace(/\s+/g, " ").trim();
    const cut = line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
    return cut.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  };

  const axis = () => ({
    fixedrange: true, gridcolor: theme.grid, zeroline: false, linecolor: theme.axis, automargin: true,
    tickfont: { color: theme.muted, size: 13 },
  });
  const blank = (layout, { xaxis = {}, yaxis = {} } = {}) => ({
    font: { family: theme.font, size: 13, color: theme.text },
    paper_bgcolor: theme.clear, plot_bgcolor: theme.clear, margin: { l: 8, r: 12, t: 8, b: 44 }, dragmode: false,
    hoverlabel: { bgcolor: theme.paper, bordercolor: theme.axis, font: { color: theme.text } }, showlegend: false,
    ...layout, xaxis: { ...axis(), ...xaxis }, yaxis: { ...axis(), ...yaxis },
  });
  const titled = (text) => ({ text, font: { color: theme.muted, size: 13 } });

  const interval = (row) => `${percent(row.share)} (${(row.low * 100).toFixed(0)}–${(row.high * 100).toFixed(0)})`;
  const hover = (row) => [
    `<b>${label(row.label)}</b>: ${interval(row)}`,
    ...(row.required == null ? [] : [`required: ${interval({ ...row.must, share: row.required })}`]),
    `${whole(row.k)} of ${whole(row.n)} postings`,
    `${row.employers == null ? "" : `${row.about ? "about " : ""}${whole(row.employers)} employers; `}${row.status}`,
    ...(row.reason ? [label(row.reason, 90)] : []),
    ...(row.where ? [label(row.where, 120)] : []),
  ].join("<br>");

  const labelsAbove = (ticks, shift, range) => ({
    annotations: ticks.map(([y, text]) => ({
      text, x: 0, xref: "paper", xanchor: "left", y, yanchor: "bottom", yshift: shift, showarrow: false,
      font: { size: 13, color: theme.text },
    })),
    yaxis: { showticklabels: false, ticklen: 0, range },
  });

  // As few_rows in drawing.py: the first rows of a long chart on a narrow screen.
  const FEW = 10;
  const fewRows = (count, height) => (count <= FEW ? {}
    : { few: { height: Math.round(70 + ((height - 70) / count) * FEW), yaxis: { range: [-FEW + 0.4, 1] }, rows: count } });

  const rowAxis = (ticks, range) => ({
    range, tickvals: ticks.map(([y]) => y), ticktext: ticks.map(([, text]) => text), ticks: "outside", ticklen: 6,
    tickfont: { color: theme.text, size: 13 }, tickcolor: theme.clear,
  });

  const legend = () => ({
    orientation: "h", x: 0, xanchor: "left", y: 1, yanchor: "bottom", font: { color: theme.text },
    bgcolor: theme.clear, traceorder: "normal", itemclick: false, itemdoubleclick: false,
  });

  // Points or bars with intervals, and the value behind each.
  const shares = (shown, colour, symbol, bars) => [{
    ...(bars ? { type: "bar", orientation: "h" } : { type: "scatter", mode: "markers" }),
    x: shown.map((row) => row.share), y: shown.map((row) => row.y), showlegend: false,
    text: shown.map(hover), textposition: "none", hovertemplate: "%{text}<extra></extra>", customdata: shown.map((row) => row.id ?? ""),
    marker: bars ? { color: colour } : { color: colour, size: 10, symbol },
    error_x: {
      type: "data", symmetric: false, color: bars ? theme.text : colour, thickness: bars ? 1.5 : 2, width: bars ? 4 : 0,
      array: shown.map((row) => row.high - row.share), arrayminus: shown.map((row) => row.share - row.low),
    },
  }, {
    type: "scatter", mode: "text", x: shown.map((row) => row.high), y: shown.map((row) => row.y), showlegend: false,
    text: shown.map((row) => ` ${interval(row)}`), textposition: "middle right", hoverinfo: "skip",
    textfont: { color: theme.text, size: 13 },
  }];

  // A second, hollow mark per row, and what the two marks stand for.
  const hollow = (placed, marks) => {
    const shown = placed.filter((row) => row.required != null);
    if (!shown.length) return [];
    const named = { type: "scatter", mode: "markers", x: [null], y: [null], name: marks[0], marker: { color: theme.series[0], size: 10 } };
    return [named, {
      type: "scatter", mode: "markers", name: marks[1], x: shown.map((row) => row.required), y: shown.map((row) => row.y),
      text: shown.map(hover), hovertemplate: "%{text}<extra></extra>", customdata: shown.map((row) => row.id ?? ""),
      marker: { color: theme.series[3], size: 9, symbol: "diamond-open", line: { width: 2, color: theme.series[3] } },
    }];
  };

  // As ROOM_FOR_VALUES in drawing.py.
  const [WIDE, NARROW] = [1.26, 1.55];

  // rows: {label, share, low, high, k, n, employers, status, reason, id, required} or {label, heading: true}
  const dots = ({ rows, axis: title, bars = false, marks = [] }) => {
    const placed = rows.map((row, number) => ({ ...row, y: -number }));
    const data = [];
    for (const [weak, colour, symbol] of [[false, theme.series[0], "circle"], [true, theme.series[5], "circle-open"]]) {
      const shown = placed.filter((row) => row.share != null && (row.status === "low") === weak);
      if (shown.length) data.push(...shares(shown, colour, symbol, bars));
    }
    const second = hollow(placed, marks);
    data.push(...second);
    const hidden = placed.filter((row) => !row.heading && row.share == null);
    if (hidden.length) {
      data.push({
        type: "scatter", mode: "text", x: hidden.map(() => 0), y: hidden.map((row) => row.y), hoverinfo: "skip", showlegend: false,
        text: hidden.map((row) => `not enough data (n = ${whole(row.n)})`), textposition: "middle right",
        textfont: { color: theme.muted, size: 12 },
      });
    }
    const highest = Math.max(0, ...placed.map((row) => row.high ?? 0));
    const room = (part) => [0, Math.min(1, highest) * part || 1];
    const ticks = placed.map((row) => [row.y, row.heading ? `<b>${label(row.label)}</b>` : label(row.label)]);
    const bottom = -rows.length + 0.4;
    const top = second.length ? 34 : 8;
    const layout = blank({ height: 30 * rows.length + 62 + top, showlegend: top > 8, legend: legend(), margin: { l: 8, r: 12, t: top, b: 44 }, bargap: 0.45 }, {
      xaxis: { range: room(WIDE), tickformat: ".0%", nticks: 6, title: titled(title) },
      yaxis: { ...rowAxis(ticks, [bottom, 0.6]), showgrid: true },
    });
    const narrow = {
      height: 44 * rows.length + 62 + top, margin: { l: 4, r: 8 }, xaxis: { nticks: 6, range: room(NARROW) }, bargap: 0.7,
      ...labelsAbove(ticks, bars ? 8 : 6, [bottom, 1]),
      ...fewRows(rows.length, 44 * rows.length + 62 + top),
    };
    return { data, layout, narrow };
  };

  // Where the first part of a bar ends, with its interval: [share, low, high] at each height.
  const endOfPart = (heights, shares) => ({
    type: "scatter", mode: "markers", showlegend: false, hoverinfo: "skip", x: shares.map(([share]) => share), y: heights,
    marker: { size: 7, color: theme.text },
    error_x: {
      type: "data", symmetric: false, color: theme.text, thickness: 2, width: 5,
      array: shares.map(([share, , high]) => high - share), arrayminus: shares.map(([share, low]) => share - low),
    },
  });

  // rows: {label, required, unstated, preferred, low, high, n, id}
  const stacks = ({ rows }) => {
    const heights = rows.map((_, number) => -number);
    const data = [
      ["required", "Required", 0, ""], ["unstated", "Unclear", 5, "/"], ["preferred", "Nice to have", 4, "."],
    ].map(([part, name, colour, shape]) => ({
      type: "bar", orientation: "h", name, x: rows.map((row) => row[part]), y: heights,
      customdata: rows.map((row) => row.id ?? ""),
      marker: {
        color: theme.series[colour], pattern: { shape, size: 5, solidity: 0.35 }, line: { width: 1, color: theme.paper },
      },
      text: rows.map((row) => `<b>${label(row.label)}</b>: required ${percent(row.required)} ` +
        `(${(row.low * 100).toFixed(0)}–${(row.high * 100).toFixed(0)})<br>unclear ${percent(row.unstated)}, ` +
        `nice to have ${percent(row.preferred)}<br>n = ${whole(row.n)} postings${row.where ? `<br>${label(row.where, 120)}` : ""}`),
      textposition: "none", hovertemplate: "%{text}<extra></extra>",
    }));
    data.push(endOfPart(heights, rows.map((row) => [row.required, row.low, row.high])));
    const ticks = rows.map((row, number) => [-number, label(row.label)]);
    const bottom = -rows.length + 0.4;
    const layout = blank({
      height: 34 * rows.length + 110, barmode: "stack", bargap: 0.35, showlegend: true, margin: { l: 8, r: 12, t: 40, b: 44 },
      legend: legend(),
    }, {
      xaxis: { tickformat: ".0%", rangemode: "tozero", nticks: 6, title: titled("Share of tech-lead postings") },
      yaxis: { ...rowAxis(ticks, [bottom, 0.6]), showgrid: false },
    });
    const narrow = {
      height: 48 * rows.length + 120, bargap: 0.55, margin: { l: 4, r: 8, t: 64 }, xaxis: { nticks: 6 },
      ...labelsAbove(ticks, 9, [bottom, 1]), ...fewRows(rows.length, 48 * rows.length + 120),
    };
    return { data, layout, narrow };
  };

  // rows: {years, share, low, high, k, n, status}
  const columns = ({ rows, median }) => {
    const shown = rows.filter((row) => row.share != null);
    const highest = Math.max(0.01, ...shown.map((row) => row.high ?? row.share));
    const data = [{
      type: "bar", x: shown.map((row) => row.years), y: shown.map((row) => row.share),
      marker: { color: shown.map((row) => theme.series[row.status === "low" ? 5 : 0]) },
      text: shown.map((row) => `<b>${row.years} years</b>: ${percent(row.share)}<br>${whole(row.k)} of ${whole(row.n)} postings${row.where ? `<br>${label(row.where, 120)}` : ""}`),
      textposition: "none", hovertemplate: "%{text}<extra></extra>",
      ...(shown.some((row) => row.high != null) && {
        error_y: {
          type: "data", symmetric: false, color: theme.text, thickness: 1.5, width: 3,
          array: shown.map((row) => (row.high ?? row.share) - row.share),
          arrayminus: shown.map((row) => row.share - (row.low ?? row.share)),
        },
      }),
    }];
    if (median != null) {
      data.push({
        type: "scatter", mode: "lines+text", x: [median, median], y: [0, highest * 1.12], hoverinfo: "skip",
        text: ["", `  median ${median}`], textposition: "middle right", line: { dash: "dot", width: 2, color: theme.series[1] },
        textfont: { color: theme.series[1], size: 13 },
      });
    }
    const hidden = rows.filter((row) => row.share == null);
    data.push({
      type: "scatter", mode: "text", x: hidden.map((row) => row.years), y: hidden.map(() => highest * 0.03),
      text: hidden.map(() => "?"), textfont: { color: theme.muted, size: 14 },
      hovertemplate: "%{x} years: not enough data<extra></extra>",
    });
    const layout = blank({ height: 340, bargap: 0.25 }, {
      xaxis: { title: titled("Least years asked for"), dtick: 1, range: [-0.7, 20.7], showgrid: false },
      yaxis: { tickformat: ".0%", rangemode: "tozero", nticks: 5, range: [0, highest * 1.2] },
    });
    return { data, layout, narrow: { height: 300, xaxis: { dtick: 5 } } };
  };

  // lines: {label, note, points: [{month, share, share_low, share_high, month_share, k, n, employers, status}]}
  const lines = ({ lines: given }) => {
    const across = Math.min(given.length, given.length === 1 ? 1 : 2);
    const all = given.flatMap((line) => line.points);
    const top = Math.min(1, Math.max(0.01, ...all.map((point) => Math.max(point.share_high ?? 0, point.month_share ?? 0))) * 1.08);
    const months = all.map((point) => point.month).sort();
    const room = Math.max(10, (Date.parse(months.at(-1)) - Date.parse(months[0])) / 864e5 / 40) * 864e5;
    const range = [Date.parse(months[0]) - room, Date.parse(months.at(-1)) + room]
      .map((time) => new Date(time).toISOString().slice(0, 10));
    const long = (Date.parse(months.at(-1)) - Date.parse(months[0])) / 864e5 > 1200;
    const height = (down) => 230 * down + 20;
    const places = (columns_) => {
      const down = Math.ceil(given.length / columns_);
      const gap = columns_ > 1 ? 0.06 : 0;
      const width = (1 - gap * (columns_ - 1)) / columns_;
      const head = (given.length > 1 ? 50 : 6) / height(down);
      const foot = 44 / height(down);
      const panel = (1 - foot * (down - 1)) / down;
      return given.map((_, number) => {
        const row = Math.floor(number / columns_);
        const left = (number % columns_) * (width + gap);
        return {
          x: [left, Math.min(1, left + width)],
          y: [Math.max(0, 1 - row * (panel + foot) - panel), 1 - row * (panel + foot) - head],
        };
      });
    };
    // What is said of a line stands below its name: beside it, it would not fit a narrow panel.
    const titles = (spots) => (given.length === 1 ? [] : given.map((line, number) => ({
      text: `<b>${label(line.label, 30)}</b>${line.note ? `<br>${label(line.note)}` : ""}`, align: "left", x: spots[number].x[0], y: spots[number].y[1], xref: "paper",
      yref: "paper", xanchor: "left", yanchor: "bottom", yshift: 6, showarrow: false, font: { size: 13, color: theme.text },
    })));
    const data = [];
    const layout = blank({ height: height(Math.ceil(given.length / across)), margin: { l: 46, r: 10, t: 6, b: 44 } });
    const narrow = { height: height(given.length) };
    const wide = places(across);
    const single = places(1);
    given.forEach((line, number) => {
      const at = number ? number + 1 : "";
      const axes = { type: "scatter", xaxis: `x${at}`, yaxis: `y${at}` };
      const runs = [[]];
      for (const point of line.points) {
        if (point.share == null) runs.push([]);
        else runs.at(-1).push(point);
      }
      for (const run of runs.filter((part) => part.length > 1)) {
        const there = run.map((point) => point.month);
        data.push({
          ...axes, x: [...there, ...[...there].reverse()], fill: "toself", fillcolor: theme.band, line: { width: 0 },
          y: [...run.map((point) => point.share_high), ...run.map((point) => point.share_low).reverse()],
          mode: "lines", hoverinfo: "skip",
        });
      }
      const x = line.points.map((point) => point.month);
      const few = x.length <= 48;
      data.push({
        ...axes, x, y: line.points.map((point) => point.month_share), mode: "markers", hoverinfo: "skip",
        marker: { size: few ? 4 : 2.5, color: theme.series[5] },
      }, {
        ...axes, x, y: line.points.map((point) => point.share), mode: "lines", connectgaps: false,
        line: { width: 2.2, color: theme.series[0] },
        text: line.points.map((point) => (point.share == null ? "not enough data" :
          `<b>${label(line.label)}</b>, three months to ${point.month.slice(0, 7)}<br>${percent(point.share)} ` +
          `(${(point.share_low * 100).toFixed(0)}–${(point.share_high * 100).toFixed(0)})<br>` +
          `${whole(point.k)} of ${whole(point.n)} postings${point.where ? `<br>${label(point.where, 120)}` : ""}`)),
        hovertemplate: "%{text}<extra></extra>",
      });
      // Weak values are hollow, as in multiples.py.
      const weak = line.points.filter((point) => point.share != null && point.status?.startsWith("low"));
      if (weak.length) {
        data.push({
          ...axes, x: weak.map((point) => point.month), y: weak.map((point) => point.share), mode: "markers", hoverinfo: "skip",
          marker: { size: few ? 6 : 3.5, color: theme.paper, line: { width: few ? 1.5 : 1, color: theme.series[0] } },
        });
      }
      const own = {
        ...axis(), type: "date", range, showgrid: false, nticks: 4, tickformat: long ? "%Y" : "%b\n%Y", showline: true,
        tickfont: { size: 12, color: theme.muted },
      };
      layout[`xaxis${at}`] = { ...own, domain: wide[number].x, anchor: `y${at}` };
      layout[`yaxis${at}`] = {
        ...axis(), domain: wide[number].y, anchor: `x${at}`, range: [0, top], tickformat: ".0%", nticks: 4,
        tickfont: { size: 12, color: theme.muted }, showticklabels: number % across === 0,
      };
      narrow[`xaxis${at}`] = { domain: single[number].x };
      narrow[`yaxis${at}`] = { domain: single[number].y, showticklabels: true };
    });
    layout.annotations = titles(wide);
    narrow.annotations = titles(single);
    return { data, layout, narrow };
  };

  Object.assign(Skilltide, {
    drawings: { dots, stacks, columns, lines }, percent, whole,
    drawing: { theme, label, blank, titled, interval, legend, rowAxis, labelsAbove, endOfPart },
  });
})();
