"use strict";
// Finds a skill in the table of all while the reader types.
(() => {
  const field = document.getElementById("find");
  if (!field) return;
  const rows = [...document.querySelectorAll("#skills tbody tr")];
  field.closest("[hidden]").hidden = false;
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted);
  });
})();
