// The navigation on narrow screens. Without script the menu button's link opens it by :target.

const opener = document.querySelector("[data-drawer]");
const panel = document.querySelector("[data-drawer-panel]");
const shade = document.querySelector(".sidebar-shade");
const page = document.querySelector(".shell-page");

function setOpen(open) {
  panel.classList.toggle("open", open);
  opener.setAttribute("aria-expanded", String(open));
  shade.hidden = !open;
  page.inert = open;
  if (open) panel.querySelector("[data-drawer-close]").focus();
  else opener.focus();
}

if (opener && panel) {
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    setOpen(!panel.classList.contains("open"));
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      setOpen(true);
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-drawer-close]")) return;
    event.preventDefault();
    setOpen(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.classList.contains("open")) setOpen(false);
  });
}
