// data-copy="#id" copies the text of an element, data-print prints the page.
import { toast } from "./toasts.js";

document.addEventListener("click", async (event) => {
  const copier = event.target.closest("[data-copy]");
  if (copier) {
    const source = document.querySelector(copier.dataset.copy);
    await copyText("value" in source ? source.value : source.innerText);
    toast(copier.dataset.copied || "✓");
  } else if (event.target.closest("[data-print]")) {
    print();
  }
});

// The clipboard's own interface exists on https and localhost only; banks also run plain http inside.
async function copyText(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
