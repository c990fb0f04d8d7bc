// Words selected in a document lead to a new event. Offsets count code points, as the server does.
"use strict";

const bar = document.getElementById("selected");
const link = bar?.querySelector("a");

const place = (node, offset) => {
  const paragraph = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("p[data-start]");
  if (!paragraph) return null;
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEnd(node, offset);
  const before = range.cloneContents();
  for (const number of before.querySelectorAll(".number")) number.remove();
  return Number(paragraph.dataset.start) + [...before.textContent].length;
};

document.addEventListener("selectionchange", () => {
  if (!bar) return;
  const selection = document.getSelection();
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const start = range && place(range.startContainer, range.startOffset);
  const end = range && place(range.endContainer, range.endOffset);
  bar.hidden = start === null || end === null || !range || end <= start;
  if (!bar.hidden) {
    const to = new URL(bar.dataset.to, location.href);
    to.searchParams.set("start", start);
    to.searchParams.set("end", end);
    link.href = to;
  }
});
