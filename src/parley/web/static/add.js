// Files dropped anywhere on the form are chosen; a run tells of itself as it goes.
"use strict";

const drop = document.getElementById("drop");
if (drop) {
  const input = document.getElementById("files");
  const form = document.getElementById("adding");
  const chosen = () => {
    document.getElementById("chosen").textContent = [...input.files].map((file) => file.name).join(" · ");
  };
  input.addEventListener("change", chosen);
  for (const name of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(name, (event) => {
      if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
      if (name === "drop") {
        input.files = event.dataTransfer.files;
        chosen();
      }
    });
  }
}

const run = document.getElementById("run");
if (run?.dataset.events) {
  const source = new EventSource(run.dataset.events);
  source.addEventListener("message", (event) => {
    const told = JSON.parse(event.data);
    document.getElementById("said").textContent = told.said;
    document.getElementById("counts").textContent = told.counts;
    const progress = document.getElementById("progress");
    progress.max = Math.max(told.total, 1);
    progress.value = told.done;
    document.getElementById("failures").hidden = told.failures.length === 0;
    document.getElementById("failed").replaceChildren(
      ...told.failures.map((one) => {
        const line = document.createElement("li");
        line.textContent = `${one.file}: ${one.why}${one.hint ? ` (${one.hint})` : ""}`;
        return line;
      }),
    );
    if (told.over) {
      source.close();
      location.reload();
    }
  });
}
