// The hand on the keyboard: search, go, create, rows, unsaved drafts, theme, progress, toasts.
const html = document.documentElement;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

// Theme: "" follows the system.
const keep = (name) => { try { localStorage.setItem("theme", name); } catch { /* kept for this page alone */ } };
const press = () => all("[data-theme-set]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.themeSet === (html.dataset.theme || ""))));
const theme = (name) => {
  if (name) html.dataset.theme = name; else delete html.dataset.theme;
  keep(name);
  press();
};
press();

// Menus close when something else is touched; a row with an address is a link as wide as the table.
const closeMenus = (except) => all("details.menu[open]").forEach((menu) => { if (!menu.contains(except)) menu.open = false; });
const follow = (row, event) => {
  if (event && (event.ctrlKey || event.metaKey || event.button === 1)) window.open(row.dataset.href, "_blank", "noopener");
  else location.assign(row.dataset.href);
};
document.addEventListener("click", (event) => {
  const setter = event.target.closest("[data-theme-set]");
  if (setter) return theme(setter.dataset.themeSet);
  closeMenus(event.target);
  const closer = event.target.closest("[data-closes]");
  if (closer) {
    const menu = closer.closest("details");
    menu.open = false;
    return menu.querySelector("summary").focus();
  }
  const reveal = event.target.closest("[data-reveal]");
  if (reveal) {
    const field = document.getElementById(reveal.dataset.reveal);
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    reveal.setAttribute("aria-pressed", String(!shown));
    return field.focus();
  }
  const copier = event.target.closest("[data-copy]");
  if (copier) {
    const field = document.getElementById(copier.dataset.copy);
    field.select();
    // Without a clipboard it is selected, to be copied by hand.
    return navigator.clipboard?.writeText(field.value).then(() => { copier.textContent = copier.dataset.copied; });
  }
  const packer = event.target.closest("[data-packs]");
  if (packer) return packing(packer, event);
  const row = event.target.closest("[data-href]");
  if (row && !event.target.closest("a, button, input, label, select, summary") && !String(getSelection())) follow(row, event);
});

// Rows: arrows choose, Enter opens.
const chosenRow = () => document.querySelector(".is-chosen[data-href]");
const step = (by) => {
  const rows = all("[data-href]").filter((row) => row.offsetParent);
  if (!rows.length) return false;
  const at = rows.indexOf(chosenRow());
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  rows.forEach((row) => row.classList.toggle("is-chosen", row === next));
  next.scrollIntoView({ block: "nearest" });
  next.querySelector("a[href]")?.focus({ preventScroll: true });
};

// What does not fit and scrolls sideways can be reached and scrolled by keyboard.
const reach = () => all(".scroll, .chips, .path").forEach((box) => { if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; else box.removeAttribute("tabindex"); });
reach();
all(".path__step--current, .tabs__tab[aria-current]").forEach((here) => { const row = here.parentElement; row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2; });
addEventListener("resize", reach);
document.addEventListener("htmx:afterSettle", reach);

let going = 0;
const keys = {
  "/": () => {
    const box = document.getElementById("search");
    if (box?.offsetParent) box.select(); else document.querySelector(".search__open")?.click();
  },
  "?": () => document.getElementById("shortcuts")?.showModal(),
  n: () => {
    const own = document.querySelector(".head__actions a:has(> kbd)");
    if (own) return own.click();
    const menu = document.querySelector("[data-create]")?.parentElement;
    if (!menu) return false;
    menu.open = true;
    menu.querySelector(".menu__list a")?.focus();
  },
  g: () => { going = Date.now(); },
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: () => { const row = chosenRow(); if (!row) return false; follow(row); },
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  }
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (Date.now() - going < 1500) {
    going = 0;
    const item = document.querySelector(`.nav__item[data-key="${CSS.escape(event.key)}"]`);
    if (item) { event.preventDefault(); item.click(); }
    return;
  }
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const act = keys[event.key];
  if (act && act() !== false) event.preventDefault();
});

// Leaving with something typed and not saved asks first; a fragment that is swapped in saves nothing by itself.
const unsaved = new Set(all('form[data-guard]:has([aria-invalid="true"])'));
const saved = (form) => { if (form) unsaved.delete(form); };
document.addEventListener("input", (event) => { const form = event.target.closest("form[data-guard]"); if (form) unsaved.add(form); });
addEventListener("beforeunload", (event) => { if ([...unsaved].some((form) => form.isConnected)) event.preventDefault(); });

// A form that is on its way is not sent twice.
const ajax = (form) => form.matches("[hx-post], [data-hx-post], [hx-put], [hx-delete]");
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || ajax(form) || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  // An answer that is a file leaves this page where it is.
  setTimeout(() => { delete form.dataset.sent; }, 8000);
  saved(form);
});
addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });

// Toasts: words for what is not visible already. Errors stay until they are put away.
const toasts = document.getElementById("toasts");
const settle = (line) => {
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "×";
  close.setAttribute("aria-label", toasts.dataset.close);
  close.addEventListener("click", () => line.remove());
  line.append(close);
  if (!line.classList.contains("toast--error")) setTimeout(() => line.remove(), 8000);
};
const toast = (words, tone = "success") => {
  if (!toasts || !words) return;
  const line = document.createElement("p");
  line.className = `toast toast--${tone}`;
  line.append(Object.assign(document.createElement("span"), { textContent: words }));
  toasts.append(line);
  settle(line);
};
if (toasts) all(".toast", toasts).forEach(settle);
document.addEventListener("toast", (event) => toast(event.detail.words, event.detail.tone));

// htmx: the token, a thin bar for anything slow, and a word when the server cannot be reached.
const token = document.querySelector('meta[name="csrf-token"]')?.content;
const bar = document.getElementById("progressbar");
const changes = (event) => event.detail.requestConfig?.verb !== "get";
let running = 0, timer;
const waiting = (by) => {
  running = Math.max(0, running + by);
  clearTimeout(timer);
  if (!running) bar.hidden = true;
  else if (bar.hidden) timer = setTimeout(() => { bar.hidden = false; }, 300);
};
if (bar) {
  document.addEventListener("htmx:beforeSend", () => waiting(1));
  document.addEventListener("htmx:afterRequest", () => waiting(-1));
}
// No page sees a download begin: what asked for it is busy until the answer has left its word as a cookie.
const packing = (link, event) => {
  if (link.ariaBusy === "true") return event.preventDefault();
  const words = link.lastElementChild, said = words.textContent, word = Math.random().toString(36).slice(2);
  const asked = new URL(link.href);
  asked.searchParams.set("word", word);
  link.href = asked;
  link.ariaBusy = "true";
  words.textContent = link.dataset.packs;
  waiting(1);
  const until = Date.now() + 120_000;
  const looking = setInterval(() => {
    if (!document.cookie.includes(`packed=${word}`) && Date.now() < until) return;
    clearInterval(looking);
    link.ariaBusy = "false";
    words.textContent = said;
    waiting(-1);
  }, 300);
};
document.addEventListener("htmx:configRequest", (event) => { if (token) event.detail.headers["X-CSRFToken"] = token; });
// Accepted by the server: the form of this request holds nothing unsaved, and it may redirect without asking.
document.addEventListener("htmx:beforeOnLoad", (event) => { if (event.detail.xhr.status < 400 && changes(event)) saved(event.detail.elt.closest("form")); });
document.addEventListener("htmx:sendError", () => toast(toasts.dataset.offline, "error"));
document.addEventListener("htmx:responseError", () => toast(toasts.dataset.failed, "error"));
// A form that came back with something wrong: the first wrong field has the focus.
document.addEventListener("htmx:afterSettle", (event) => { if (event.detail.xhr?.status === 422 && changes(event) && event.detail.requestConfig.triggeringEvent?.type !== "change") event.detail.elt.querySelector('[aria-invalid="true"]')?.focus(); });
if (!document.activeElement || document.activeElement === document.body) document.querySelector('main [aria-invalid="true"]')?.focus();

// A browser names its button for files in its own language, whatever the page's is: ours lies over it.
document.addEventListener("htmx:load", ({ target }) => {
  for (const input of target.querySelectorAll(".field__control > input[type=file]:only-child")) {
    const [button, name] = [document.createElement("b"), document.createElement("span")];
    const { choose, unchosen } = document.getElementById("toasts").dataset;
    const say = () => { name.textContent = [...input.files].map((file) => file.name).join(", ") || unchosen; };
    const over = document.createElement("span");
    over.className = "chooser";
    over.ariaHidden = "true";
    button.textContent = choose;
    over.append(button, name);
    input.after(over);
    input.addEventListener("change", say);
    say();
  }
});
