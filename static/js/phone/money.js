// <input data-money>: the number pad, and the amount read back with its thousands grouped, so that a missing zero is seen.
import { onPage } from "../shared/page.js";

const clean = (text) => text.replace(/[０-９．]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(/[,，\s¥元]/g, "");

function readBack(input) {
  const amount = Number(clean(input.value));
  const shown = input.value && Number.isFinite(amount)
    ? `¥ ${amount.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
    : "";
  input.moneyEcho.textContent = shown;
}

function prepare(input) {
  if (input.moneyEcho) return;
  input.inputMode = "decimal";
  input.autocomplete = "off";
  input.moneyEcho = document.createElement("output");
  input.moneyEcho.className = "money-echo";
  (input.closest(".affix") ?? input).after(input.moneyEcho);
  input.addEventListener("input", () => readBack(input));
  input.addEventListener("change", () => { input.value = clean(input.value); });
  readBack(input);
}

document.addEventListener("draft:restored", (event) => event.target.querySelectorAll("[data-money]").forEach(readBack));
onPage(() => document.querySelectorAll("[data-money]").forEach(prepare));
