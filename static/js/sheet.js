// The grid as a sheet: a range under Shift and the arrows, copied as a spreadsheet copies it, pasted and filled in one go.
const COLUMNS = ["description", "unit", "quantity", "list_price", "discount", "total"];
const sheet = () => document.getElementById("lines");
const rows = () => [...sheet().querySelectorAll("tr[data-line]")];
const box = (row, column) => row.querySelector(`[data-column="${column}"]`);
const place = (cell) => {
  const row = cell.closest("tr[data-line]"), held = cell.closest("[data-column]");
  return row && held ? { row: rows().indexOf(row), column: COLUMNS.indexOf(held.dataset.column) } : null;
};

let range = null;
const corners = () => ({
  top: Math.min(range.from.row, range.to.row), bottom: Math.max(range.from.row, range.to.row),
  left: Math.min(range.from.column, range.to.column), right: Math.max(range.from.column, range.to.column),
});
const clear = () => {
  range = null;
  sheet()?.querySelectorAll(".is-picked").forEach((held) => held.classList.remove("is-picked"));
};
const draw = () => {
  const { top, bottom, left, right } = corners();
  sheet().querySelectorAll(".is-picked").forEach((held) => held.classList.remove("is-picked"));
  rows().slice(top, bottom + 1).forEach((row) => COLUMNS.slice(left, right + 1).forEach((column) => box(row, column)?.classList.add("is-picked")));
  document.getElementById("said").textContent = `${bottom - top + 1} × ${right - left + 1}`;
};
const extend = (cell, down, across) => {
  const from = range?.from ?? place(cell);
  if (!from) return false;
  const to = range?.to ?? from;
  range = {
    from,
    to: {
      row: Math.min(rows().length - 1, Math.max(0, to.row + down)),
      column: Math.min(COLUMNS.length - 1, Math.max(0, to.column + across)),
    },
  };
  draw();
  return true;
};

// A cell's words: what is typed into it, or what is printed in it; quoted where a tab or a line break would split it.
const words = (held) => {
  const input = held?.querySelector("input[data-cell]");
  return (input ? input.value : held?.firstChild?.textContent ?? "").trim();
};
const quoted = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const table = (top, bottom, left, right) =>
  rows().slice(top, bottom + 1).map((row) => COLUMNS.slice(left, right + 1).map((column) => quoted(words(box(row, column)))).join("\t"));

const put = (row, column, text) => {
  htmx.ajax("POST", sheet().dataset.block, {
    source: sheet(), target: "#grid", swap: "outerHTML",
    values: { line: rows()[row].dataset.line, column: COLUMNS[column], rows: text },
  });
};
const fillDown = () => {
  const { top, bottom, left, right } = corners();
  const [first] = table(top, top, left, right);
  clear();
  put(top + 1, left, Array(bottom - top).fill(first).join("\n"));
};

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
document.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (!cell.matches?.("#lines input[data-cell]") || event.isComposing || "editing" in cell.dataset) return;
  const done =
    event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey && event.key in ARROWS ? extend(cell, ...ARROWS[event.key])
    : (event.ctrlKey || event.metaKey) && event.key === "d" && range && range.from.row !== range.to.row ? (fillDown(), true)
    : event.key === "Escape" && range ? (clear(), true)
    : false;
  if (done) { event.preventDefault(); event.stopPropagation(); }
  else if (range && !event.ctrlKey && !event.metaKey && event.key !== "Shift") clear();
}, true);
document.addEventListener("pointerdown", clear);

document.addEventListener("copy", (event) => {
  if (!range || !document.activeElement?.matches("#lines input[data-cell]")) return;
  const { top, bottom, left, right } = corners();
  event.clipboardData.setData("text/plain", table(top, bottom, left, right).join("\n"));
  event.preventDefault();
});
document.addEventListener("paste", (event) => {
  const cell = event.target;
  if (!cell.matches?.("#lines input[data-cell]")) return;
  const text = event.clipboardData.getData("text/plain");
  if (!/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
  const at = place(cell);
  if (!at) return;
  event.preventDefault();
  const start = range ? corners() : { top: at.row, left: at.column };
  clear();
  put(start.top, start.left, text);
});

// A block travels alone, without the cells of the grid.
document.addEventListener("htmx:configRequest", (event) => {
  const { parameters } = event.detail;
  if (!("rows" in parameters) && !("do" in parameters)) return;
  if (event.detail.elt?.id !== "lines") return;
  for (const name of Object.keys(parameters)) if (/^(line|group|was)-/.test(name)) delete parameters[name];
});
