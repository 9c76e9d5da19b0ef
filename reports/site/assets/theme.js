"use strict";
// The reader's choice of colours: automatic, light or dark. Read before anything is drawn, so that nothing flashes.
(() => {
  const CHOICES = ["auto", "light", "dark"];
  const KEY = "skilltide-colours";
  const root = document.documentElement;
  const kept = () => {
    try {
      return localStorage.getItem(KEY) ?? "auto";
    } catch {
      return "auto";
    }
  };
  const keep = (choice) => {
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // A browser without storage forgets the choice with the page.
    }
  };
  const wear = (choice) => {
    if (choice === "auto") delete root.dataset.theme;
    else root.dataset.theme = choice;
  };

  let choice = CHOICES.includes(kept()) ? kept() : "auto";
  wear(choice);
  window.Skilltide = {
    isDark: () => choice === "dark" || (choice === "auto" && matchMedia("(prefers-color-scheme: dark)").matches),
  };
  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    if (!button) return;
    const show = () => { button.querySelector("span").textContent = choice; };
    button.hidden = false;
    show();
    button.addEventListener("click", () => {
      choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
      keep(choice);
      wear(choice);
      show();
      dispatchEvent(new Event("skilltide-colours"));
    });
  });
})();
