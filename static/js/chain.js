// The picture of a decision map under the hand: a person is dragged, or moved by arrow keys, and stays there.
const board = document.getElementById("chain");
const said = document.getElementById("chain-said");
const EDGE = 1000;
const STEP = 10;
const FAR = 50;
// A hand that trembles over a person means to open them.
const SLIP = 4;
// A row of key presses is kept once it has come to rest.
const REST = 400;

const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const within = (value) => Math.min(Math.max(Math.round(value), 0), EDGE);

let held = null;
let slipped = false;
let resting = 0;

function person(target) {
  return target.closest?.("a.person");
}

// Where a person stands, in steps; the rim of the picture is a ring away from its edge.
function steps(node) {
  const box = node.ownerSVGElement.viewBox.baseVal;
  const rim = 33;
  return { x: EDGE / (box.width - 2 * rim), y: EDGE / (box.height - 2 * rim) };
}

function loosen(node, loose) {
  for (const tie of board.querySelectorAll(".tie")) {
    const mine = tie.dataset.start === node.dataset.seat || tie.dataset.end === node.dataset.seat;
    tie.classList.toggle("is-loose", loose && mine);
  }
  node.classList.toggle("is-moving", loose);
}

function shift(node, x, y) {
  const by = steps(node);
  const from = node.dataset;
  node.setAttribute("transform", `translate(${(x - from.x) / by.x} ${(y - from.y) / by.y})`);
}

async function keep(node, x, y) {
  const kind = board.dataset.kind ? `?kind=${encodeURIComponent(board.dataset.kind)}` : "";
  const had = document.activeElement === node;
  try {
    const answer = await fetch(node.dataset.place + kind, {
      method: "POST",
      headers: { "X-CSRFToken": document.querySelector("meta[name=csrf-token]").content, "HX-Request": "true" },
      body: new URLSearchParams({ x, y }),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const id = node.id;
    const drawn = await answer.text();
    board.replaceChildren();
    board.insertAdjacentHTML("afterbegin", drawn);
    if (had) document.getElementById(id)?.focus();
    said.textContent = said.dataset.moved;
  } catch {
    node.removeAttribute("transform");
    loosen(node, false);
    said.textContent = said.dataset.failed;
  }
}

board.addEventListener("dragstart", (event) => event.preventDefault());

board.addEventListener("pointerdown", (event) => {
  const node = person(event.target);
  if (!node || event.button !== 0) return;
  held = { node, startX: event.clientX, startY: event.clientY, x: Number(node.dataset.x), y: Number(node.dataset.y) };
  slipped = false;
});

window.addEventListener("pointermove", (event) => {
  if (!held) return;
  const dx = event.clientX - held.startX;
  const dy = event.clientY - held.startY;
  if (!slipped && Math.hypot(dx, dy) < SLIP) return;
  slipped = true;
  const box = held.node.ownerSVGElement;
  const zoom = box.viewBox.baseVal.width / box.getBoundingClientRect().width;
  const by = steps(held.node);
  held.x = within(Number(held.node.dataset.x) + dx * zoom * by.x);
  held.y = within(Number(held.node.dataset.y) + dy * zoom * by.y);
  loosen(held.node, true);
  shift(held.node, held.x, held.y);
});

window.addEventListener("pointerup", () => {
  if (held && slipped) keep(held.node, held.x, held.y);
  held = null;
});

board.addEventListener("click", (event) => {
  if (slipped) event.preventDefault();
  slipped = false;
});

board.addEventListener("keydown", (event) => {
  const node = person(event.target);
  const way = arrows[event.key];
  if (!node || !way) return;
  event.preventDefault();
  event.stopPropagation();
  const far = event.shiftKey ? FAR : STEP;
  node.toX = within((node.toX ?? Number(node.dataset.x)) + way[0] * far);
  node.toY = within((node.toY ?? Number(node.dataset.y)) + way[1] * far);
  loosen(node, true);
  shift(node, node.toX, node.toY);
  clearTimeout(resting);
  resting = setTimeout(() => keep(node, node.toX, node.toY), REST);
});
