// The hand on the keyboard: search, go, create, rows, unsaved drafts, theme, progress.
const typing = (element) => element.closest("input, textarea, select, [contenteditable]");
const html = document.documentElement;

const remembered = localStorage.getItem("theme") || "";
const theme = (name) => {
  if (name) html.dataset.theme = name; else delete html.dataset.theme;
  localStorage.setItem("theme", name);
  for (const button of document.querySelectorAll("[data-theme-set]")) button.setAttribute("aria-pressed", String(button.dataset.themeSet === name));
};
theme(remembered);

document.addEventListener("click", (event) => {
  const setter = event.target.closest("[data-theme-set]");
  if (setter) return theme(setter.dataset.themeSet);
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  const row = event.target.closest("tr[data-href]");
  if (row && !event.target.closest("a, button, input, label, summary")) location.assign(row.dataset.href);
});

// Rows: arrows choose, Enter opens.
const rows = () => [...document.querySelectorAll("tr[data-href]")];
const step = (by) => {
  const all = rows();
  if (!all.length) return false;
  const at = all.findIndex((row) => row.classList.contains("is-chosen"));
  const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
  all.forEach((row) => row.classList.toggle("is-chosen", row === next));
  next.scrollIntoView({ block: "nearest" });
  return true;
};

let going = false;
const keys = {
  "/": () => document.getElementById("search")?.focus(),
  "?": () => document.getElementById("shortcuts")?.showModal(),
  n: () => { const menu = document.querySelector("[data-create]"); if (menu) { menu.parentElement.open = true; menu.parentElement.querySelector(".menu__list a")?.focus(); } },
  g: () => { going = true; setTimeout(() => { going = false; }, 1200); },
  Enter: () => { const row = document.querySelector("tr.is-chosen"); if (!row) return false; location.assign(row.dataset.href); },
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (going) {
    going = false;
    const item = document.querySelector(`.nav__item[data-key="${CSS.escape(event.key)}"]`);
    if (item) { event.preventDefault(); item.click(); }
    return;
  }
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const act = keys[event.key];
  if (act && act() !== false) event.preventDefault();
});

// Leaving with something typed and not saved asks first.
let dirty = false;
document.addEventListener("input", (event) => { if (event.target.closest("form[data-guard]")) dirty = true; });
document.addEventListener("submit", () => { dirty = false; });
addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

// A form that is on its way is not sent twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  if (form.method === "post" && !form.hasAttribute("hx-post")) form.dataset.sent = "1";
});
addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });

// htmx: the token, a thin bar for anything slow, and a word when the server cannot be reached.
const token = document.querySelector('meta[name="csrf-token"]')?.content;
let timer;
const bar = document.getElementById("progressbar");
document.addEventListener("htmx:configRequest", (event) => { if (token) event.detail.headers["X-CSRFToken"] = token; });
document.addEventListener("htmx:beforeRequest", () => { timer = setTimeout(() => { if (bar) bar.hidden = false; }, 300); });
document.addEventListener("htmx:afterRequest", () => { clearTimeout(timer); if (bar) bar.hidden = true; });
document.addEventListener("htmx:afterSwap", () => { dirty = false; });
const toast = (words) => {
  const line = document.createElement("p");
  line.className = "toast toast--error";
  line.textContent = words;
  document.getElementById("toasts")?.append(line);
  setTimeout(() => line.remove(), 6000);
};
document.addEventListener("htmx:sendError", () => toast(html.lang === "en" ? "The server cannot be reached. Nothing you typed is lost; try again." : "连不上服务器，已填内容都还在，请稍后再试。"));
document.addEventListener("htmx:responseError", () => toast(html.lang === "en" ? "This did not work. Nothing was saved; reload and try again." : "没有成功，未保存任何改动，请刷新后重试。"));
for (const line of document.querySelectorAll(".toast")) setTimeout(() => line.remove(), 6000);
