"use strict";
// The view as an address: keys in one order, defaults left out, so that one view has one address.
(() => {
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const DEFAULTS = { fig: "", skills: [], region: "", from: "", to: "", by: "", adj: "", strength: "", category: "", find: "", show: "", as: [], view: "" };
  const MONTH = /^\d{4}-\d{2}$/;
  const SEPARATOR = "~";
  const MOST_SKILLS = 6;
  const LONGEST_SEARCH = 40;

  const choices = (name) => {
    const element = document.querySelector(`#filters [name="${name}"]`);
    return element ? [...element.options].map((option) => option.value) : null;
  };
  const CHECKS = {
    fig: (value) => document.getElementById(value)?.classList.contains("figure"),
    region: (value) => choices("region")?.includes(value) ?? true,
    by: (value) => choices("by")?.includes(value) ?? true,
    adj: (value) => ["mix", "raw"].includes(value),
    strength: (value) => value === "required",
    category: (value) => choices("category")?.includes(value) ?? true,
    find: (value) => value.length <= LONGEST_SEARCH,
    show: (value) => value === "all",
    view: (value) => value === "table",
    from: (value) => MONTH.test(value) && (choices("from")?.includes(value) ?? true),
    to: (value) => MONTH.test(value) && (choices("to")?.includes(value) ?? true),
  };

  // "f16.quarter" is a figure and one of its views.
  const figureOf = (look) => look.slice(0, look.indexOf("."));
  const isLook = (look) => [...document.querySelectorAll("select[data-view]")].some((select) =>
    [...select.options].some((option) => option.value && `${select.dataset.view}.${option.value}` === look));

  const lookOf = (state, figure) => state.as.find((look) => figureOf(look) === figure)?.slice(figure.length + 1) ?? "";
  // Return the looks of a state with another one of a figure, "" being the usual one.
  const withLook = (state, figure, name) => [...state.as.filter((look) => figureOf(look) !== figure), ...(name ? [`${figure}.${name}`] : [])];

  // What of a list is known: skills with a page, and one look of each figure.
  const LISTS = {
    skills: (ids) => [...new Set(ids)].filter((id) => Object.hasOwn(settings.skills, id)).slice(0, MOST_SKILLS),
    as: (looks) => looks.filter(isLook).filter((look, at, all) => all.findIndex((other) => figureOf(other) === figureOf(look)) === at),
  };

  // Return the state of an address and what was dropped; unknown keys are left alone, unknown values are named.
  const parse = (hash) => {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const state = structuredClone(DEFAULTS);
    const dropped = [];
    for (const [key, check] of Object.entries(CHECKS)) {
      const value = given.get(key);
      if (!value) continue;
      if (check(value)) state[key] = value;
      else dropped.push(`${key}=${value}`);
    }
    for (const [key, keep] of Object.entries(LISTS)) {
      const wanted = (given.get(key) ?? "").split(SEPARATOR).filter(Boolean);
      state[key] = keep(wanted);
      dropped.push(...wanted.filter((entry) => !state[key].includes(entry)).map((entry) => `${key}=${entry}`));
    }
    if (state.from && state.to && state.from > state.to) [state.from, state.to] = [state.to, state.from];
    return { state, dropped, version: given.get("d") ?? "" };
  };

  const isDefault = (state) => Object.entries(DEFAULTS).every(([key, value]) => ["fig", "view"].includes(key) || String(state[key]) === String(value));
  // Whether a state selects among the postings, beyond which skills are shown and how a figure looks at them.
  const isFiltered = (state) => !isDefault({ ...state, skills: [], as: [] });

  // Return the address of a state, without "#"; the version of the data makes it mean the same later.
  const format = (state) => {
    if (isDefault(state) && !state.fig && !state.view) return "";
    const parts = ["v=1", `d=${settings.version}`];
    for (const key of Object.keys(DEFAULTS)) {
      const value = Array.isArray(state[key]) ? state[key].join(SEPARATOR) : state[key];
      if (value) parts.push(`${key}=${encodeURIComponent(value).replaceAll("%3A", ":").replaceAll("%7E", "~")}`);
    }
    return parts.join("&");
  };

  let current = parse(location.hash.includes("=") ? location.hash : "").state;
  const listeners = [];
  const tell = () => listeners.forEach((listener) => listener(current));

  const set = (change) => {
    current = { ...current, ...change };
    const address = format(current);
    history.pushState(null, "", `#${address}`);
    tell();
  };

  const warn = (words, link) => {
    const place = document.createElement("p");
    place.className = "notice";
    place.setAttribute("role", "note");
    place.append(words);
    if (link) place.append(" ", link);
    document.querySelector("main h1").after(place);
  };

  const read = () => {
    document.querySelectorAll(".notice").forEach((place) => place.remove());
    const { state, dropped, version } = parse(location.hash.includes("=") ? location.hash : "");
    current = state;
    if (dropped.length) warn(`Unknown here and left out: ${dropped.join(", ").slice(0, 200)}.`);
    if (version && version !== settings.version) {
      const month = version.slice(0, 7);
      let link = null;
      if (settings.archive.includes(month) && month !== settings.version.slice(0, 7)) {
        link = document.createElement("a");
        link.href = `${document.body.dataset.root}archive/${month}/${settings.page}${location.hash}`;
        link.textContent = `Open the version of ${month}.`;
      }
      warn("The numbers have been updated since this link was made.", link);
    }
    tell();
    const wanted = state.fig ? document.getElementById(state.fig) : document;
    if (state.view) wanted?.querySelectorAll(".figure > details").forEach((table) => { table.open = true; });
    if (state.fig) wanted?.scrollIntoView();
  };
  // A site that nobody draws anew must not look fresh.
  const FRESH = 3;
  const tellAge = () => {
    const days = Math.floor((Date.now() - Date.parse(settings.version)) / 864e5);
    if (days > FRESH) document.getElementById("age").textContent = ` (${days} days old)`;
  };
  addEventListener("DOMContentLoaded", tellAge);
  addEventListener("popstate", read);
  addEventListener("DOMContentLoaded", read);

  Object.assign(Skilltide, {
    settings,
    state: { get: () => current, set, parse, format, isDefault, isFiltered, lookOf, withLook, onChange: (listener) => listeners.push(listener), DEFAULTS },
  });
})();
