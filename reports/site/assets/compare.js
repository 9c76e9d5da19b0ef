"use strict";
// Two to six skills side by side; the choice stands in the address.
(() => {
  const form = document.getElementById("choice");
  if (!form) return;
  const MOST = 6;
  const FIRST = 4;
  const { state, settings, element, whole } = Skilltide;
  const chart = document.getElementById("compared-chart");
  const known = Object.entries(settings.skills);
  const chosen = () => {
    const { skills } = state.get();
    return skills.length ? skills : settings.compared.slice(0, FIRST);
  };
  const say = (words) => { document.getElementById("compare-said").textContent = words; };
  const share = (value) => (value == null ? "–" : `${(value * 100).toFixed(1)} %`);

  const chip = (id) => {
    const item = element("li");
    const remove = element("button", `${settings.skills[id]} ×`, { type: "button", "aria-label": `Remove ${settings.skills[id]}` });
    remove.addEventListener("click", () => {
      state.set({ skills: chosen().filter((other) => other !== id) });
      document.getElementById("add").focus();
    });
    item.append(remove);
    return item;
  };

  const row = (found) => {
    const line = element("tr");
    const name = element("th", "", { scope: "row" });
    name.append(element("a", found.label, { href: `skill/${encodeURIComponent(found.id)}.html` }));
    line.append(name);
    for (const cell of [share(found.share), share(found.low), share(found.high), whole(found.k), whole(found.n), share(found.required)]) {
      line.append(element("td", cell, { class: "number" }));
    }
    line.append(element("td", found.note));
    return line;
  };

  const KEYS = ["month", "share", "share_low", "share_high", "month_share", "k", "n", "employers", "status"];
  const line = (found) => ({
    label: found.label, note: found.note,
    points: found.points.map((values) => Object.fromEntries(KEYS.map((key, at) => [key, values[at]]))),
  });

  const points = (value) => `${value > 0 ? "+" : ""}${(value * 100).toFixed(1)}`;
  const differences = async (found) => {
    const pairs = await Skilltide.cube.load("pairs");
    return found.flatMap((one, at) => found.slice(at + 1).map((other) => {
      const apart = Skilltide.cube.apart(pairs, one.id, other.id);
      const line = element("tr");
      line.append(element("th", `${one.label} minus ${other.label}`, { scope: "row" }));
      const told = !apart?.sure || (apart.low <= 0 && apart.high >= 0) ? "cannot be told apart" : `${(apart.difference > 0 ? one : other).label} is ahead`;
      for (const cell of apart ? [apart.difference, apart.low, apart.high].map(points) : ["–", "–", "–"]) line.append(element("td", cell, { class: "number" }));
      line.append(element("td", told));
      return line;
    }));
  };

  const show = async (now) => {
    const ids = chosen();
    const found = await Promise.all(ids.map(Skilltide.skill));
    const apart = await differences(found);
    if (state.get() !== now) return;
    document.getElementById("apart-rows").replaceChildren(...apart);
    document.getElementById("chosen").replaceChildren(...ids.map(chip));
    document.getElementById("compared-rows").replaceChildren(...found.map(row));
    const lines = found.filter((one) => one.points.some(([, value]) => value != null)).map(line);
    chart.hidden = !lines.length;
    const summary = found.map((one) => `${one.label} ${share(one.share)}`).join(", ");
    chart.setAttribute("aria-label", `Lines with 95 % bands, one panel per skill, one scale. Shares of the period: ${summary}.`);
    if (lines.length) await Skilltide.replace(chart, Skilltide.drawings.lines({ lines }));
    say(lines.length ? `Compared: ${summary}.` : "Not enough data: a trend needs six complete months of the same boards.");
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const input = document.getElementById("add");
    const wanted = input.value.trim().toLowerCase();
    const [id] = known.find(([name, label]) => label.toLowerCase() === wanted || name === wanted) ?? [];
    if (!id) say(`“${input.value}” is not among the skills that have a page.`);
    else if (chosen().length >= MOST) say(`${MOST} skills are the most: remove one first.`);
    else {
      state.set({ skills: [...new Set([...chosen(), id])] });
      input.value = "";
    }
  });
  state.onChange(show);
})();
