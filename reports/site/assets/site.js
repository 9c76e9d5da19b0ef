"use strict";
// Draws the charts from the JSON beside them, in the reader's colours and for the width at hand.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const narrow = matchMedia("(max-width: 640px)");
  const charts = [...document.querySelectorAll(".chart")];
  const swap = new Map(Object.entries(JSON.parse(document.getElementById("colours").textContent)));
  const config = {
    displayModeBar: false, displaylogo: false, responsive: true, showSendToCloud: false, plotlyServerURL: "",
    doubleClick: false, locale: "en",
  };
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
    for (const [name, part] of Object.entries(patch)) {
      result[name] = isPlain(part) && isPlain(result[name]) ? merged(result[name], part) : part;
    }
    return result;
  };

  const draw = (place) => {
    const text = document.getElementById(`${place.dataset.figure}-data`).textContent;
    const figure = JSON.parse(text);
    const layout = narrow.matches ? merged(figure.layout, figure.narrow) : figure.layout;
    const drawn = dark.matches && !printing ? recoloured({ data: figure.data, layout }) : { data: figure.data, layout };
    place.style.minHeight = `${layout.height}px`;
    return Plotly.react(place, drawn.data, drawn.layout, config).then(() => {
      place.dataset.drawn = "true";
    });
  };

  // One chart per turn, so that the first is there early and the page stays responsive.
  const drawAll = async () => {
    for (const place of charts) {
      await draw(place);
      await new Promise((done) => setTimeout(done, 0));
    }
  };

  dark.addEventListener("change", drawAll);
  narrow.addEventListener("change", drawAll);
  addEventListener("beforeprint", () => {
    printing = true;
    document.querySelectorAll("details").forEach((part) => { part.open = true; });
    charts.forEach(draw);
  });
  addEventListener("afterprint", () => {
    printing = false;
    drawAll();
  });
  drawAll();
})();
