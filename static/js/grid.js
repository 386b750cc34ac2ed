// A table of cells under the hand: arrows and Enter move, F2 edits, Ctrl+D fills down, and what is wrong is said there.
const cells = () => [...document.querySelectorAll("input[data-cell]:not(:disabled)")];
const column = (cell) => (cell.name || cell.id).replace(/^(line|item)-\d+-|^\w+\.\d+\./, "").replace(/-\d+$/, "");

const move = (cell, by) => {
  const same = cells().filter((other) => column(other) === column(cell));
  const next = same[same.indexOf(cell) + by];
  if (!next) return false;
  next.focus();
  return true;
};
const beside = (cell, by) => {
  const row = [...cell.closest("tr").querySelectorAll("input[data-cell]:not(:disabled)")];
  const next = row[row.indexOf(cell) + by];
  if (!next) return false;
  next.focus();
  return true;
};
const fill = (cell) => {
  const same = cells().filter((other) => column(other) === column(cell));
  const above = same[same.indexOf(cell) - 1];
  if (!above || above.value === cell.value) return;
  cell.value = above.value;
  cell.dispatchEvent(new Event("input", { bubbles: true }));
  cell.dispatchEvent(new Event("change", { bubbles: true }));
};
// F2: the caret goes to the end, and arrows stay within the cell until it is left.
const edit = (cell) => { cell.dataset.editing = ""; cell.setSelectionRange(cell.value.length, cell.value.length); };
const restore = (cell) => { delete cell.dataset.editing; cell.value = cell.defaultValue; cell.select(); };

document.addEventListener("focusin", (event) => { if (event.target.matches("input[data-cell]")) event.target.select(); });
document.addEventListener("focusout", (event) => { if (event.target.matches("input[data-cell]")) delete event.target.dataset.editing; });
document.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (!(cell instanceof HTMLInputElement) || !cell.hasAttribute("data-cell") || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "d") { event.preventDefault(); return fill(cell); }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const editing = "editing" in cell.dataset;
  const whole = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  const done =
    event.key === "Enter" ? (move(cell, event.shiftKey ? -1 : 1) || (cell.blur(), cell.focus(), true))
    : event.key === "F2" ? (edit(cell), true)
    : event.key === "Escape" ? (restore(cell), true)
    : event.key === "ArrowDown" ? move(cell, 1)
    : event.key === "ArrowUp" ? move(cell, -1)
    : editing ? false
    : event.key === "ArrowLeft" && (whole || cell.selectionEnd === 0) ? beside(cell, -1)
    : event.key === "ArrowRight" && (whole || cell.selectionStart === cell.value.length) ? beside(cell, 1)
    : false;
  if (done) event.preventDefault();
});

// Somebody else saved first and the grid comes anew: what was typed and is not good yet stays where it was typed.
let unsaved = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "grid") return;
  const sent = event.detail.requestConfig.triggeringEvent?.target;
  const posted = event.detail.requestConfig.parameters ?? {};
  const half = (cell) => cell.value !== cell.defaultValue && posted[cell.name] !== cell.value;
  unsaved = cells().filter((cell) => (cell.hasAttribute("aria-invalid") && cell !== sent) || half(cell))
    .map((cell) => ({ name: cell.name, value: cell.value, was: cell.defaultValue, wrong: cell.hasAttribute("aria-invalid") }));
});
document.addEventListener("htmx:afterSettle", () => {
  for (const { name, value, was, wrong } of unsaved.splice(0)) {
    const cell = document.getElementsByName(name)[0];
    if (!cell) continue;
    cell.value = value;
    if (wrong) cell.setAttribute("aria-invalid", "true");
    else if (cell.defaultValue === was) keep(cell);
  }
});
// Nobody else was at it: it is saved as it would have been, at once or when the hand leaves it.
const keep = (cell) => {
  const save = () => { if (cell.value !== cell.defaultValue) cell.dispatchEvent(new Event("change", { bubbles: true })); };
  if (document.activeElement === cell) cell.addEventListener("blur", save, { once: true });
  else save();
};

// One row travels, not the grid: what stands half typed in another row is nobody's business yet.
document.addEventListener("htmx:configRequest", (event) => {
  const cell = event.detail.triggeringEvent?.target;
  if (event.detail.elt?.id !== "lines" || !cell?.hasAttribute?.("data-cell")) return;
  cell.dataset.sent = cell.value;
  const row = new Set([...cell.closest("tr").querySelectorAll("[name]")].map((one) => one.name));
  for (const name of Object.keys(event.detail.parameters)) if (/^(line|group|was|from)-/.test(name) && !row.has(name)) delete event.detail.parameters[name];
});

// The words under a cell arrive alone; the cell itself says whether they are a complaint, and what it is worth by now.
document.addEventListener("htmx:oobAfterSwap", (event) => {
  const said = event.detail.target;
  if (!said?.classList?.contains("said")) return;
  const cell = document.getElementById(said.id.replace(/-said$/, "")) || document.getElementsByName(said.id.replace(/-said$/, ""))[0];
  if (!cell) return;
  if (said.querySelector(".field__error")) {
    cell.setAttribute("aria-invalid", "true");
    cell.setAttribute("aria-describedby", said.id);
  } else {
    cell.removeAttribute("aria-invalid");
    cell.removeAttribute("aria-describedby");
    const worth = said.querySelector("data")?.value ?? cell.value;
    // Whoever types in it again meanwhile is not interrupted.
    if (document.activeElement !== cell || cell.value === cell.defaultValue || cell.dataset.sent === cell.value) cell.value = worth;
    cell.defaultValue = worth;
  }
});
