"use strict";
// What a reader takes away from a figure: a picture that explains itself, the table in view, a link, a citation, a frame.
(() => {
  const WIDTH = 1000;
  const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const say = (section, words) => { section.querySelector(".said").textContent = words; };
  const sourceOf = (section) => text(section.querySelector(".source") ?? section);

  // Where the figure stands; a page opened from a disk says its name only, not where the disk is.
  const place = (section) => {
    const link = Skilltide.link(section);
    return link.startsWith("file:") ? link.slice(link.lastIndexOf("/", link.indexOf("#")) + 1) : link;
  };

  const wrapped = (words, longest) => {
    const lines = [""];
    for (const word of words.split(" ")) {
      const line = lines.at(-1);
      if (line && line.length + word.length >= longest) lines.push(word);
      else lines[lines.length - 1] = line ? `${line} ${word}` : word;
    }
    return lines.map((line) => line.replace(/&/g, "&amp;").replace(/</g, "&lt;"));
  };

  // Return the figure as it leaves the page: light, with title, finding, n, source, day, licence and address in it.
  const alone = (section) => {
    const figure = structuredClone(Skilltide.current(section.querySelector(".chart")));
    const { colours } = Skilltide;
    const title = wrapped(text(section.querySelector("h2")), 80);
    const finding = wrapped(text(section.querySelector(".finding:not([hidden])") ?? section.querySelector("h2")), 130);
    const licence = `CC BY 4.0 · Skilltide · data of ${Skilltide.settings.version} · ${place(section)}`;
    const shown = [...section.querySelectorAll("details caption")].find((caption) => !caption.closest("[hidden]"));
    const foot = [...(shown ? wrapped(text(shown), 150) : []), ...wrapped(sourceOf(section), 150), ...wrapped(licence, 150)];
    const top = 24 * title.length + 18 * finding.length + 34;
    const bottom = 16 * foot.length + 38;
    const margin = { l: 8, r: 12, t: 8, b: 44, ...figure.layout.margin };
    const line = { showarrow: false, xref: "paper", yref: "paper", x: 0, xanchor: "left", align: "left" };
    const height = figure.layout.height + top + bottom;
    const layout = {
      ...figure.layout, height, width: WIDTH, paper_bgcolor: colours.paper,
      margin: { ...margin, l: Math.max(margin.l, 24), r: 24, t: margin.t + top, b: margin.b + bottom },
    };
    layout.title = {
      text: `<b>${title.join("<br>")}</b><br><span style="font-size:14px">${finding.join("<br>")}</span>`, x: 0, xref: "container",
      xanchor: "left", y: 1 - 16 / height, yref: "container", yanchor: "top", pad: { l: 24 }, font: { size: 19, color: colours.text },
    };
    layout.annotations = [...(figure.layout.annotations ?? []), {
      ...line, text: foot.join("<br>"), y: 0, yanchor: "top", yshift: -margin.b - 20, font: { size: 11, color: colours.muted },
    }];
    // Traces get names of their own, or Plotly gives them random ones and no two files are the same.
    const data = figure.data.map((trace, number) => ({ ...trace, uid: `-${number}` }));
    return { data, layout: Skilltide.withRoom(data, layout, WIDTH) };
  };

  const offer = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  const escaped = (words) => words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const described = (svg, section) => {
    const stem = section.dataset.stem;
    const title = `<title id="${stem}-t">${escaped(text(section.querySelector("h2")))}</title>`;
    const alt = escaped(section.querySelector(".chart").getAttribute("aria-label"));
    const named = svg.replace(/<svg /, `<svg role="img" aria-labelledby="${stem}-t ${stem}-d" `);
    // Plotly puts a random name into its ids; with the figure's own the same view gives the same file.
    const random = /id="defs-([0-9a-f]+)"/.exec(named)?.[1];
    const same = random ? named.replaceAll(random, stem) : named;
    return same.replace(/>/, `>${title}<desc id="${stem}-d">${alt}</desc>`);
  };

  const picture = async (section, format) => {
    const figure = alone(section);
    const image = await Plotly.toImage({ ...figure, config: { staticPlot: true, plotlyServerURL: "" } }, {
      format, width: figure.layout.width, height: figure.layout.height, scale: format === "png" ? 2 : 1,
    });
    const content = image.slice(image.indexOf(",") + 1);
    const blob = format === "svg"
      ? new Blob([described(decodeURIComponent(content), section)], { type: "image/svg+xml" })
      : new Blob([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], { type: "image/png" });
    offer(blob, `skilltide-${section.dataset.stem}.${format}`);
    say(section, `${format.toUpperCase()} saved: skilltide-${section.dataset.stem}.${format}`);
  };

  // A spreadsheet must not run a cell; numbers with a sign are no formulas.
  const cell = (words) => {
    const safe = /^\s*[=+\-@\t\r]/.test(words) && !/^[+-]?[\d.,]+( %)?$/.test(words) ? `'${words}` : words;
    return `"${safe.replaceAll('"', '""')}"`;
  };
  const viewed = (section) => {
    const shown = [...section.querySelectorAll("details table")].filter((table) => !table.closest("[hidden]"));
    const lines = shown.flatMap((table) => [
      cell(text(table.querySelector("caption"))),
      ...[...table.rows].map((row) => [...row.cells].map((one) => cell(one.dataset.cell ?? text(one))).join(",")),
    ]);
    lines.push(cell(sourceOf(section)), cell(`CC BY 4.0, data of ${Skilltide.settings.version}`));
    offer(new Blob([`${lines.join("\n")}\n`], { type: "text/csv" }), `skilltide-${section.dataset.stem}-view.csv`);
    say(section, "The table in view is saved as CSV.");
  };

  const copied = async (section, words, what) => {
    try {
      await navigator.clipboard.writeText(words);
      say(section, `${what} copied: ${words}`);
    } catch {
      say(section, words);
    }
  };

  const cited = (section) => `Skilltide (${Skilltide.settings.version.slice(0, 4)}): ${text(section.querySelector("h2"))} ` +
    `Data of ${Skilltide.settings.version}. ${place(section)} (CC BY 4.0).`;
  const framed = (section) => `<iframe src="${new URL(`${document.body.dataset.root}embed/${section.dataset.stem}.html`, location.href)}" ` +
    `title="${text(section.querySelector("h2")).replaceAll('"', "&quot;")}" width="100%" height="640" style="border:0"></iframe>`;

  Skilltide.link = (section) => {
    const address = new URL(location.href);
    address.hash = Skilltide.state.format({ ...Skilltide.state.get(), fig: section.id, view: section.querySelector("details[open]") ? "table" : "" });
    return address.href;
  };
  const DOES = {
    png: (section) => picture(section, "png"),
    svg: (section) => picture(section, "svg"),
    view: viewed,
    link: (section) => copied(section, Skilltide.link(section), "Link"),
    cite: (section) => copied(section, cited(section), "Citation"),
    embed: (section) => copied(section, framed(section), "Frame"),
  };
  const PICTURES = ["png", "svg"];
  // A picture can be had where there is a chart.
  Skilltide.offerPictures = (section, there) => {
    for (const button of section.querySelectorAll("[data-does]")) if (PICTURES.includes(button.dataset.does)) button.hidden = !there;
  };
  for (const button of document.querySelectorAll("[data-does]")) {
    const section = button.closest("section");
    button.hidden = false;
    button.addEventListener("click", () => DOES[button.dataset.does](section));
    if (section.querySelector(".chart")?.hidden) Skilltide.offerPictures(section, false);
  }
})();
