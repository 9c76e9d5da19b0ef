"use strict";
// Draws the charts from the JSON beside them, in the reader's colours and for the width at hand.
(() => {
  const narrow = matchMedia("(max-width: 640px)");
  const colours = JSON.parse(document.getElementById("colours").textContent);
  const swap = new Map(Object.entries(colours.dark));
  const config = {
    displayModeBar: false, displaylogo: false, responsive: true, showSendToCloud: false, plotlyServerURL: "",
    doubleClick: false, locale: "en",
  };
  const changed = new Map();
  let printing = false;

  const recoloured = (value) => {
    if (typeof value === "string") return swap.get(value) ?? value;
    if (Array.isArray(value)) return value.map(recoloured);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, recoloured(part)]));
    }
    return value;
  };

  const isPlain = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  const merged = (base, patch) => {
    const result = { ...base };
    for (const [name, part] of Object.entries(patch ?? {})) {
      result[name] = isPlain(part) && isPlain(result[name]) ? merged(result[name], part) : part;
    }
    return result;
  };

  // The figure as the page was built with it, or what a filter has put in its place.
  const current = (place) => {
    const replaced = changed.get(place.id);
    if (replaced) return replaced;
    const holder = document.getElementById(`${place.dataset.figure}-data`);
    const figure = JSON.parse(holder.textContent);
    return figure.draw ? Skilltide.drawings[figure.draw](figure) : figure;
  };

  const draw = (place) => {
    const figure = current(place);
    const layout = narrow.matches ? merged(figure.layout, figure.narrow) : figure.layout;
    const dark = Skilltide.isDark() && !printing;
    const drawn = dark ? recoloured({ data: figure.data, layout }) : { data: figure.data, layout };
    place.style.minHeight = `${layout.height}px`;
    return Plotly.react(place, drawn.data, drawn.layout, config).then(() => {
      place.dataset.drawn = "true";
      place.dispatchEvent(new CustomEvent("skilltide-drawn", { bubbles: true }));
    });
  };

  const places = () => [...document.querySelectorAll(".chart")].filter(
    (place) => place.dataset.figure || changed.has(place.id));

  // One chart per turn, so that the first is there early and the page stays responsive.
  const drawAll = async () => {
    for (const place of places()) {
      await draw(place);
      await new Promise((done) => setTimeout(done, 0));
    }
  };

  // Put another figure ({data, layout, narrow}) in the place of a chart; null brings the page's own back.
  const replace = (place, figure) => {
    if (figure) changed.set(place.id, figure);
    else changed.delete(place.id);
    return draw(place);
  };

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  addEventListener("skilltide-colours", drawAll);
  narrow.addEventListener("change", drawAll);
  addEventListener("beforeprint", () => {
    printing = true;
    document.querySelectorAll("details").forEach((part) => { part.open = true; });
    places().forEach(draw);
  });
  addEventListener("afterprint", () => {
    printing = false;
    drawAll();
  });
  Object.assign(Skilltide, { current, replace, colours, merged });
  drawAll();
})();
