// What pages gain from a script. Without it all of this is links and forms.
"use strict";

// After a drawer has come in by itself, the keyboard goes on in it.
document.addEventListener("htmx:afterSettle", (event) => {
  const drawer = document.getElementById("drawer");
  if (!drawer || event.target !== drawer) return;
  if (drawer.hidden) {
    document.querySelector(".opened a.line")?.focus();
  } else {
    drawer.focus({ preventScroll: matchMedia("(min-width: 75rem)").matches });
  }
  mark();
});

// An address keeps what was asked for, and not every field that was left empty.
document.addEventListener("htmx:configRequest", (event) => {
  const given = event.detail.formData;
  for (const name of new Set([...given.keys()])) {
    const values = given.getAll(name).filter((value) => value !== "");
    given.delete(name);
    for (const value of values) given.append(name, value);
  }
});

// Which line is open is told by the address.
const mark = () => {
  const open = new URLSearchParams(location.search).get("event");
  for (const row of document.querySelectorAll("table.events tr")) {
    const link = row.querySelector("a.line");
    if (!link) continue;
    const here = new URLSearchParams(link.search).get("event") === open;
    row.classList.toggle("opened", here);
    if (here) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};

// Escape closes the drawer; the arrows move the lanes where those have the keyboard.
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") document.querySelector("#drawer:not([hidden]) .close a")?.click();
  if (event.target.closest?.(".lanes")) {
    const way = document.querySelector(`a.way[data-key="${event.key}"]`);
    if (way) {
      event.preventDefault();
      way.click();
    }
  }
});

// A choice of parties needs no second step.
document.getElementById("dyad")?.addEventListener("change", (event) => event.target.form.submit());
