// data-sums on a form: [data-whole="key"] holds an amount, every [data-part="key"] a part of it; shows their sum in
// [data-sum="key"] and what is missing in [data-difference="key"]. A hint while typing: the server checks again.

const FEN = 100;

function fen(holder) {
  const text = holder?.querySelector("input")?.value.replace(/[,，\s]/g, "") ?? "";
  const amount = Number(text);
  return Number.isFinite(amount) ? Math.round(amount * FEN) : 0;
}

const shown = (amount) => (amount / FEN).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function word(form, missing, sum) {
  if (!sum) return [form.dataset.open, "neutral"];
  if (missing > 0) return [form.dataset.missing.replace("{amount}", shown(missing)), "warn"];
  if (missing < 0) return [form.dataset.tooMuch.replace("{amount}", shown(-missing)), "alarm"];
  return [form.dataset.agrees, "ok"];
}

function update(form) {
  for (const place of form.querySelectorAll("[data-difference]")) {
    const key = place.dataset.difference;
    const parts = [...form.querySelectorAll(`[data-part="${key}"]`)].map(fen);
    const sum = parts.reduce((all, part) => all + part, 0);
    const [text, tone] = word(form, fen(form.querySelector(`[data-whole="${key}"]`)) - sum, sum);
    form.querySelector(`[data-sum="${key}"]`).textContent = shown(sum);
    place.textContent = text;
    place.className = `badge-chip tone-${tone}`;
  }
}

for (const form of document.querySelectorAll("form[data-sums]")) {
  update(form);
  form.addEventListener("input", () => update(form));
}
