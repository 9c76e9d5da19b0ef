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

  // A long chart shows its first rows on a narrow screen, and the rest on demand.
  const whole = new Set();
  // Return a trace without its points below a height: every list as long as its points loses the same ones.
  const firstRows = (trace, lowest) => {
    if (!Array.isArray(trace.y)) return trace;
    const kept = trace.y.map((y) => y == null || y >= lowest);
    const thinned = (value) => {
      if (Array.isArray(value)) return value.length === kept.length ? value.filter((_, at) => kept[at]) : value;
      return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, thinned(part)])) : value;
    };
    return thinned(trace);
  };

  const offerMore = (place, few) => {
    let button = place.nextElementSibling?.matches(".more-rows") ? place.nextElementSibling : null;
    if (!button && few) {
      button = Object.assign(document.createElement("button"), { type: "button", className: "more-rows" });
      button.addEventListener("click", () => {
        if (!whole.delete(place.id)) whole.add(place.id);
        draw(place);
      });
      place.after(button);
    }
    if (!button) return;
    button.hidden = !few;
    if (few) button.textContent = whole.has(place.id) ? "Show the first rows" : `Show all ${few.rows} rows`;
  };

  const draw = (place) => {
    const figure = current(place);
    const { few, ...patch } = figure.narrow ?? {};
    const cut = narrow.matches && few && !whole.has(place.id) ? few : null;
    const small = merged(patch, cut ? { height: cut.height, yaxis: cut.yaxis } : {});
    const layout = narrow.matches ? merged(figure.layout, small) : figure.layout;
    offerMore(place, narrow.matches && few);
    const data = cut ? figure.data.map((trace) => firstRows(trace, cut.yaxis.range[0])) : figure.data;
    const dark = Skilltide.isDark() && !printing;
    const drawn = dark ? recoloured({ data, layout }) : { data, layout };
    place.style.minHeight = `${layout.height}px`;
    return Plotly.react(place, drawn.data, Skilltide.withRoom(drawn.data, drawn.layout, place.clientWidth), config).then(() => {
      place.dataset.drawn = "true";
      place.dispatchEvent(new CustomEvent("skilltide-drawn", { bubbles: true }));
    });
  };

  const places = () => [...document.querySelectorAll(".chart")].filter(
    (place) => place.dataset.figure || changed.has(place.id));

  // What is in view is drawn at once, the rest after the next frame, one thing a turn: a filter answers where the
  // reader looks. Of what is asked for twice under one key only the last is done.
  const waiting = new Map();
  let working = Promise.resolve();
  const inView = (place) => {
    const { top, bottom } = place.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  // A page that nobody looks at has no frames.
  const frame = () => Promise.race([
    new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))), new Promise((done) => setTimeout(done, 200)),
  ]);
  // One chart a frame, so that the first is there early and the page stays responsive.
  const drawAll = async () => {
    for (const place of places()) {
      await draw(place);
      await frame();
    }
  };

  const later = (key, work) => {
    waiting.set(key, work);
    const turn = working.then(frame).then(() => {
      const next = waiting.get(key);
      waiting.delete(key);
      return next?.();
    });
    // One that fails is told by the browser, and does not hold up what waits behind it.
    working = turn.catch(() => {});
    return turn;
  };

  // Return when nothing waits any more: what is done later may ask for more.
  const settled = async () => {
    let last;
    do {
      last = working;
      await last;
    } while (last !== working);
  };

  // Put another figure ({data, layout, narrow}) in the place of a chart; null brings the page's own back.
  const replace = (place, figure, atOnce = inView(place)) => {
    if (figure) changed.set(place.id, figure);
    else changed.delete(place.id);
    // Of a figure that lacks data the page holds a place alone, for what a filter finds.
    if (!figure && !place.dataset.figure) {
      Plotly.purge(place);
      return null;
    }
    return atOnce ? draw(place) : later(place, () => draw(place));
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
  Object.assign(Skilltide, { current, replace, inView, later, colours, merged, settled });
  drawAll();
})();
