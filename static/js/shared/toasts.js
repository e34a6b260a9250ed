// Toasts leave by themselves after data-toast seconds (0 = stay), but wait while somebody points at them or has the focus inside.
import { onPage } from "./page.js";

function leave(toast) {
  toast.classList.add("leaving");
  setTimeout(() => toast.remove(), 200);
}

function start(toast) {
  const seconds = Number(toast.dataset.toast);
  if (!seconds) return;
  let left = seconds;
  const timer = setInterval(() => {
    if (!toast.isConnected) clearInterval(timer);
    else if (!toast.matches(":hover, :focus-within") && --left <= 0) {
      clearInterval(timer);
      leave(toast);
    }
  }, 1000);
}

/** Show a toast made by the script itself. */
export function toast(text, tone = "ok") {
  const line = document.createElement("div");
  line.className = `toast-line tone-${tone}`;
  line.setAttribute("role", tone === "alarm" ? "alert" : "status");
  line.dataset.toast = tone === "alarm" ? "0" : "6";
  const words = document.createElement("span");
  words.className = "toast-words";
  words.textContent = text;
  line.append(words);
  document.getElementById("toasts")?.append(line);
}

onPage(() => {
  const host = document.getElementById("toasts");
  if (!host) return;
  host.querySelectorAll("[data-toast]").forEach(start);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) addedNodes.forEach((node) => node.dataset?.toast && start(node));
  }).observe(host, { childList: true });
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-toast-close]")) leave(event.target.closest("[data-toast]"));
});
