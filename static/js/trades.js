// One more trade in the form of a round: two rows, a give and what it buys, copied from the page's own template.
const button = document.getElementById("more-moves");
const total = document.getElementById("id_moves-TOTAL_FORMS");
const most = Number(document.getElementById("id_moves-MAX_NUM_FORMS").value);

// A page without a script shows every row there is; here one trade is enough to begin with.
const rows = document.getElementById("moves").children;
const typed = (row) => [...row.querySelectorAll("input")].some((input) => input.type !== "hidden" && input.value && !input.name.endsWith("-trade")) || row.querySelector("[name$=-option]")?.value || row.querySelector("[aria-invalid=true]");
for (const row of [...rows].slice(2)) row.hidden = !typed(row);

const full = () => Number(total.value) + 2 > most && ![...rows].some((row) => row.hidden);

function unfold() {
  const folded = [...rows].filter((row) => row.hidden).slice(0, 2);
  for (const row of folded) row.hidden = false;
  folded[0]?.querySelector("[name$=-what]").focus();
  button.hidden = full();
  return folded.length > 0;
}

function add() {
  if (unfold()) return;
  const first = Number(total.value);
  for (const [index, kind] of [[first, "give"], [first + 1, "get"]]) {
    const html = document.getElementById("move").innerHTML.replaceAll("__prefix__", String(index));
    document.getElementById("moves").insertAdjacentHTML("beforeend", html);
    document.getElementById(`id_moves-${index}-kind`).value = kind;
    document.getElementById(`id_moves-${index}-trade`).value = String(Math.floor(first / 2) + 1);
  }
  total.value = String(first + 2);
  button.hidden = full();
  document.getElementById(`id_moves-${first}-what`).focus();
}

// A term that a get names, or the plan's next price, goes into the form with one click, as if it had been typed there.
function take({ target }) {
  const wanted = target.closest("[data-take]");
  if (!wanted) return;
  const field = document.getElementById(`id_${wanted.dataset.take}`);
  const folded = field.closest("details");
  if (folded) folded.open = true;
  if (wanted.dataset.offer) document.querySelector(`[name=offer][value=${wanted.dataset.offer}]`).checked = true;
  field.value = wanted.dataset.value;
  field.focus();
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
}

document.getElementById("preview").addEventListener("click", take);
button.hidden = full();
button.addEventListener("click", add);
