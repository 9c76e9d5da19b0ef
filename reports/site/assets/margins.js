"use strict";
// How much room do the labels left of a chart take? Plotly finds out by drawing the chart once more whenever it changed,
// which doubles the time of every answer; here the words are measured before it draws.
(() => {
  const { font } = JSON.parse(document.getElementById("colours").textContent);
  const pen = document.createElement("canvas").getContext("2d");
  const GAP = 6;
  const digits = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
  const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

  const lines = (label) => String(label).split("<br>").map((line) => ({
    bold: line.includes("<b>"), text: line.replace(/<[^>]*>/g, "").replace(/&(amp|lt|gt);/g, (entity) => ENTITIES[entity]),
  }));
  const width = (labels, size) => Math.max(0, ...labels.flatMap(lines).map(({ bold, text }) => {
    pen.font = `${bold ? "bold " : ""}${size}px ${font}`;
    return pen.measureText(text).width;
  }));

  // The labels of an axis: its own, the names that it places, or the longest number that it may show.
  const named = (axis, data, name) => {
    if (axis.ticktext) return axis.ticktext;
    if (axis.tickformat?.endsWith("%")) return ["100%"];
    const own = data.filter((trace) => (trace.yaxis ?? "y") === name).flatMap((trace) => trace.y ?? []);
    if (own.some((value) => typeof value === "string")) return own.filter((value) => value != null);
    return [digits.format(Math.max(10, ...(axis.range ?? own).filter(Number.isFinite).map(Math.abs)))];
  };

  const roomOf = (axis, data, name) => {
    if (axis.visible === false || axis.showticklabels === false) return 0;
    const size = axis.tickfont?.size ?? 13;
    const title = axis.title?.text ? (axis.title.font?.size ?? 13) + 2 * GAP : 0;
    return width(named(axis, data, name), size) + (axis.ticklen ?? 5) + GAP + title;
  };

  // Return the layout with a left margin that holds the labels of every y axis, in a chart of a number of pixels.
  const withRoom = (data, layout, across) => {
    const found = { ...layout, margin: { ...layout.margin } };
    for (const [key, axis] of Object.entries(layout)) {
      if (!/^[xy]axis\d*$/.test(key) || !axis?.automargin) continue;
      found[key] = { ...axis, automargin: false };
      if (key[0] === "x") continue;
      const beside = layout[`xaxis${(axis.anchor ?? "x").slice(1)}`]?.domain?.[0] ?? 0;
      const inside = beside * (across - (layout.margin?.r ?? 0));
      found.margin.l = Math.max(found.margin.l ?? 0, Math.ceil(roomOf(axis, data, `y${key.slice(5)}`) - inside));
    }
    return found;
  };

  Object.assign(Skilltide, { withRoom });
})();
