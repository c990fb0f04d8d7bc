// Keys for review: each presses a button, follows a link or opens a form that is on the page anyway.
"use strict";

const KEPT = "parley-keys";
const toggle = document.getElementById("keys-toggle");
const on = () => localStorage.getItem(KEPT) !== "off";

const shown = () => {
  document.body.classList.toggle("no-keys", !on());
  toggle?.setAttribute("aria-pressed", String(on()));
};

if (toggle) {
  document.getElementById("keys").hidden = false;
  toggle.addEventListener("click", () => {
    localStorage.setItem(KEPT, on() ? "off" : "on");
    shown();
  });
}
shown();

const writes = (place) => place.closest?.("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
  if (event.key === "Escape") {
    const open = event.target.closest?.("details[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
    return;
  }
  if (!on() || writes(event.target)) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.tagName === "DETAILS") {
    wanted.open = true;
    wanted.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
  } else {
    wanted.click();
  }
});

// What is sent once is not sent twice by an impatient key.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
