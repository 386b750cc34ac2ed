// Sections of a document change places by two buttons a row; the numbers that the form sends follow the rows. And the
// preview stays where it was looked at when it is drawn anew, unless somebody writes words of their own: it shows where
// these stand, and so it does beside words to read.
const list = document.querySelector(".papers__sections tbody");

function renumber() {
  [...list.rows].forEach((row, at) => { row.querySelector("input[type=number]").value = String(at + 1); });
}

// At the ends a button has nowhere to go.
function bound() {
  const rows = [...list.rows];
  rows.forEach((row, at) => {
    row.querySelector("[data-by='-1']").disabled = at === 0;
    row.querySelector("[data-by='1']").disabled = at === rows.length - 1;
  });
}

function move({ target }) {
  const button = target.closest("[data-by]");
  if (!button) return;
  const row = button.closest("tr");
  const up = button.dataset.by === "-1";
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  up ? other.before(row) : other.after(row);
  renumber();
  bound();
  (button.disabled ? row.querySelector("[data-by]:not(:disabled)") : button).focus();
  // The preview is asked for by a change of the form.
  row.querySelector("input[type=number]").dispatchEvent(new Event("change", { bubbles: true }));
}

if (list) {
  for (const each of list.querySelectorAll(".papers__moves")) each.hidden = false;
  // What was typed before and came back with an error stands in its own order.
  const place = (row) => Number(row.querySelector("input[type=number]").value) || Infinity;
  list.append(...[...list.rows].sort((one, other) => place(one) - place(other)));
  bound();
  list.addEventListener("click", move);
}

const preview = document.getElementById("preview");
const sheet = () => preview.querySelector("iframe");
let looked = 0;

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target === preview) looked = sheet()?.contentWindow.scrollY ?? 0;
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const frame = detail.target === preview ? sheet() : null;
  frame?.addEventListener("load", () => seek(frame) || frame.contentWindow.scrollTo(0, looked), { once: true });
});

// Paper sets rows of a text apart, so that the first part of the first row is what is looked for.
function seek(frame) {
  const typed = document.activeElement?.closest(".papers__texts textarea")?.value;
  const said = (preview.closest("[data-find]")?.dataset.find ?? typed)?.trim().split(/\n| \| /)[0].replace(/\s+/g, "");
  if (!said) return false;
  const holds = (each) => each.textContent.replace(/\s+/g, "").includes(said);
  const found = [...frame.contentDocument.querySelectorAll("main *, body *")].filter(holds).at(-1);
  if (!found) return false;
  found.classList.add("sought");
  // scrollIntoView would move the page around the frame as well.
  const { scrollY, innerHeight } = frame.contentWindow;
  frame.contentWindow.scrollTo(0, scrollY + found.getBoundingClientRect().top - innerHeight / 3);
  return true;
}
