"use strict";
// The postings behind a number: click a dot, or the button of a table's row. Every word is set as text, never as markup.
(() => {
  const known = Skilltide.settings.skills;
  const skill = Skilltide.late("skill");

  const element = (name, words = "", attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = words;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  const day = (text) => (text ? new Date(`${text}T00:00:00Z`).toLocaleDateString("en-GB",
    { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }) : "");

  const origin = (one) => {
    const line = element("p", "", { class: "origin" });
    line.append(element("bdi", one.employer), `${one.day ? `, ${day(one.day)}` : ""} · ${one.level} · ${one.source}`);
    if (/^https?:\/\//.test(one.url ?? "")) {
      line.append(" · ", element("a", "the posting", { href: one.url, rel: "external noopener nofollow" }));
    }
    line.append(element("span", ` · read with ${one.version}`, { class: "version" }));
    return line;
  };

  const quotation = (one) => {
    const item = element("li");
    const words = one.quoted ? element("blockquote", "", { dir: "auto" }) : element("p", "", { class: "unquoted" });
    if (one.quoted) words.append(one.before, element("mark", one.match), one.after);
    else words.append("Names ", element("mark", one.match), ". Its source allows counts and links, no quotations.");
    item.append(words, origin(one));
    return item;
  };

  const dialog = element("dialog", "", { "aria-labelledby": "evidence-heading", id: "evidence" });
  const heading = element("h2", "", { id: "evidence-heading" });
  const lead = element("p", "", { class: "finding" });
  const list = element("ul", "", { class: "quotations" });
  const more = element("a");
  const close = element("button", "Close", { type: "button" });
  close.addEventListener("click", () => dialog.close());
  const foot = element("p", "", { class: "dialog-foot" });
  foot.append(more, close);
  dialog.append(heading, lead, list, foot);
  document.body.append(dialog);

  const show = async (id) => {
    const found = await skill(id);
    heading.textContent = `${found.label}: the postings behind it`;
    lead.textContent = `${found.quotations.length} of the ${Skilltide.whole(found.k)} postings that name it, the newest of different employers.`;
    list.replaceChildren(...found.quotations.map(quotation));
    more.textContent = `All about ${found.label}`;
    more.href = `${document.body.dataset.root}skill/${encodeURIComponent(id)}.html`;
    if (!dialog.open) dialog.showModal();
  };

  // The row's label names the skill; a mark behind the name does not hinder.
  const byLabel = Object.entries(known).sort(([, one], [, other]) => other.length - one.length);
  const plain = (label) => label.replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&").trim();
  const named = (label) => byLabel.find(([, name]) => label === name || label.startsWith(`${name} `))?.[0];

  const rowOf = (event) => {
    const [point] = event.points;
    if (Object.hasOwn(known, point.customdata)) return point.customdata;
    const { tickvals, ticktext } = point.yaxis ?? {};
    const at = tickvals?.indexOf(point.y) ?? -1;
    return at < 0 ? undefined : named(plain(ticktext[at]));
  };

  // Plotly adds its way of listening with the first drawing.
  const listen = (chart) => {
    if (chart.dataset.listening || !chart.on) return;
    chart.dataset.listening = "true";
    chart.on("plotly_click", (event) => {
      const id = rowOf(event);
      if (id) show(id);
    });
  };
  addEventListener("skilltide-drawn", (event) => listen(event.target));
  document.querySelectorAll(".chart").forEach(listen);

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-evidence]");
    if (button) show(button.dataset.evidence);
  });
  for (const button of document.querySelectorAll("[data-evidence]")) button.hidden = false;

  Object.assign(Skilltide, { skill, evidence: show, element });
})();
