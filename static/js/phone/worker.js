// Registers the service worker, where the browser has one: it holds the static shell, never a page of a person.
import { onPage } from "../shared/page.js";

onPage(() => {
  const { worker } = document.body.dataset;
  if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker).catch(() => {});
});
