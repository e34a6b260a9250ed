// What has not been sent, on every page of the phone: how many, why, and "send now". Logging out asks first while there is some.
import { onPage, words } from "../shared/page.js";
import { onOutbox, sendAll, unsent } from "./outbox.js";

async function update() {
  const items = await unsent();
  const bar = document.querySelector("[data-unsent]");
  if (bar) {
    bar.hidden = items.length === 0;
    bar.querySelector("[data-unsent-count]").textContent = words("itemsUnsent", { count: items.length });
    bar.querySelector("[data-unsent-problem]").textContent = items.find(({ problem }) => problem)?.problem.message ?? "";
  }
  for (const form of document.querySelectorAll("[data-logout]")) {
    if (items.length) form.dataset.confirm = words("logoutUnsent", { count: items.length });
    else delete form.dataset.confirm;
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-send-now]");
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  await sendAll({ force: true });
  button.removeAttribute("aria-busy");
});

onOutbox(update);
onPage(() => {
  update();
  sendAll();
});
