// The shape of the offer under the keys: lines moved, copied, inserted, removed and brought back, and the one looked at.
const sheet = () => document.getElementById("lines");
const chosen = () => sheet()?.querySelector("input[name=at]:checked");
const rowOf = (element) => element?.closest?.("tr[data-line]");

// Wanted subtotals are for a hand that has a script: without one they are figures.
const open = () => sheet()?.querySelectorAll("input[data-want]:disabled").forEach((cell) => { cell.disabled = false; cell.name = cell.id; });
open();
document.addEventListener("htmx:afterSettle", open);
document.addEventListener("formdata", (event) => {
  if (event.target.id !== "lines") return;
  event.target.querySelectorAll("input[data-want]").forEach((cell) => { if (cell.value === cell.defaultValue) event.formData.delete(cell.name); });
});

// A line is chosen by being touched; choosing one saves nothing.
const choose = (row) => {
  const radio = row?.querySelector("input[name=at]");
  if (!radio || radio.checked) return;
  radio.checked = true;
  look(row.dataset.line);
};
let looking = 0;
const look = (line) => {
  clearTimeout(looking);
  looking = setTimeout(() => htmx.ajax("GET", `${location.pathname}?line=${line}`, { target: "#line-card", swap: "innerHTML" }), 250);
};
document.addEventListener("focusin", (event) => choose(rowOf(event.target)));
document.addEventListener("click", (event) => { if (sheet()?.contains(event.target)) choose(rowOf(event.target)); });
document.addEventListener("change", (event) => {
  if (!event.target.matches("#lines input[name=at], #lines input[name=place]")) return;
  event.stopPropagation();
  if (event.target.name === "at") look(event.target.value);
}, true);

// After the grid came anew the hand is where it was: in the same line, else in the same place.
let hand = null;
const remember = () => {
  const here = document.activeElement, row = rowOf(here);
  if (row) hand = { id: here.id, at: [...sheet().querySelectorAll("tr[data-line]")].indexOf(row), column: here.id.replace(/^line-\d+-/, "") };
};
document.addEventListener("htmx:afterSettle", () => {
  if (!hand || !sheet()) return;
  const { id, at, column } = hand;
  hand = null;
  if (rowOf(document.activeElement)) return;
  const rows = [...sheet().querySelectorAll("tr[data-line]")];
  (document.getElementById(id) ?? rows[Math.min(at, rows.length - 1)]?.querySelector(`[id$="-${column}"]`))?.focus();
});
// Lines in another order: their rows are put there, and whoever was typing in one of them still is.
document.addEventListener("htmx:oobAfterSwap", ({ detail: { target } }) => {
  if (target?.id !== "order") return;
  const here = document.activeElement;
  target.textContent.split(" ").map((id) => document.getElementById(id)).reduce((above, row) => { above.after(row); return row; });
  here?.focus();
});
const act = (deed) => {
  const here = document.activeElement;
  remember();
  if (here?.matches?.("input[data-cell]") && here.value !== here.defaultValue) here.dispatchEvent(new Event("change", { bubbles: true }));
  htmx.ajax("POST", sheet().action, {
    source: sheet(), target: "#grid", swap: "outerHTML",
    values: { do: deed, at: chosen()?.value ?? "", place: sheet().elements.place?.value ?? "" },
  });
};
const insert = () => {
  const after = chosen()?.value;
  htmx.ajax("GET", `${sheet().dataset.add}${after ? `?after=${after}` : ""}`, { target: "#tray", swap: "innerHTML show:top" })
    .then(() => document.querySelector("#tray select, #tray input:not([type=hidden])")?.focus());
};
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.target.id !== "lines" || button?.name !== "do") return;
  event.preventDefault();
  if (button.dataset.line) sheet().querySelector(`input[name=at][value="${button.dataset.line}"]`).checked = true;
  if (button.value === "insert") insert(); else act(button.value);
});

document.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (!sheet() || !(cell.matches?.("#lines *") || cell === document.body) || event.isComposing) return;
  const held = event.ctrlKey || event.metaKey, key = event.key.toLowerCase();
  const typing = cell.matches("input[data-cell]") && cell.value !== cell.defaultValue;
  const done =
    held && key === "z" && !typing ? (act(event.shiftKey ? "redo" : "undo"), true)
    : held && key === "y" && !typing ? (act("redo"), true)
    : held && event.key === "Enter" ? (insert(), true)
    : event.altKey && event.key === "ArrowUp" && rowOf(cell) ? (act("up"), true)
    : event.altKey && event.key === "ArrowDown" && rowOf(cell) ? (act("down"), true)
    : false;
  if (done) { event.preventDefault(); event.stopPropagation(); }
}, true);
