// The two texts scroll together: a passage that is marked in both stands at the same height.
"use strict";

const panes = [...document.querySelectorAll(".pane")];
const together = document.getElementById("together");

// Where each mark that both texts have begins, from the top of its text.
const anchors = (pane, numbers) => {
  const top = pane.getBoundingClientRect().top - pane.scrollTop;
  return numbers.map((n) => pane.querySelector(`[data-n="${n}"]`).getBoundingClientRect().top - top);
};

const shared = () => {
  const numbers = (pane) => [...pane.querySelectorAll("[data-n]")].map((mark) => mark.dataset.n);
  const others = new Set(numbers(panes[1]));
  const both = [...new Set(numbers(panes[0]).filter((n) => others.has(n)))];
  let last = -1;
  const places = both.map((n, at) => [anchors(panes[0], both)[at], anchors(panes[1], both)[at]]);
  places.sort((one, other) => one[0] - other[0]);
  // What stands in another order in the other text cannot stand at the same height.
  return places.filter(([, b]) => b > last && ((last = b), true));
};

const follow = (from, to) => {
  const side = panes.indexOf(from);
  const ends = panes.map((pane) => pane.scrollHeight - pane.clientHeight);
  const at = from.scrollTop;
  let before = [0, 0];
  let after = [panes[0].scrollHeight, panes[1].scrollHeight];
  for (const place of shared()) {
    if (place[side] <= at + from.clientHeight / 3) before = place;
    else {
      after = place;
      break;
    }
  }
  if (at >= ends[side] - 1) return (to.scrollTop = ends[1 - side]);
  if (at <= 0) return (to.scrollTop = 0);
  const line = at + from.clientHeight / 3;
  const part = (line - before[side]) / Math.max(1, after[side] - before[side]);
  to.scrollTop = before[1 - side] + part * (after[1 - side] - before[1 - side]) - to.clientHeight / 3;
};

if (panes.length === 2 && together) {
  together.closest("label").hidden = false;
  let leading = null;
  for (const pane of panes) {
    for (const sign of ["pointerenter", "focusin", "wheel", "touchstart", "keydown"]) {
      pane.addEventListener(sign, () => (leading = pane), { passive: true });
    }
    pane.addEventListener("scroll", () => {
      if (together.checked && leading === pane) follow(pane, panes[1 - panes.indexOf(pane)]);
    });
  }
}
