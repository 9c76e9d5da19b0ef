"use strict";
// A figure in a frame: its picture where there is one, and the chart that answers to a pointer on demand.
(() => {
  const SCRIPTS = ["plotly-basic.min", "margins", "drawings", "panels", "figures"];
  const load = (name) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = `../assets/${name}.js`;
    script.onload = done;
    script.onerror = () => failed(new Error(`${script.src} cannot be loaded`));
    document.head.append(script);
  });
  const draw = async () => {
    for (const chart of document.querySelectorAll(".chart")) chart.hidden = false;
    for (const name of SCRIPTS) await load(name);
    for (const part of document.querySelectorAll(".still, #interactive")) part.remove();
  };
  const button = document.getElementById("interactive");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", draw, { once: true });
  } else if (document.querySelector(".chart")) {
    draw();
  }
})();
