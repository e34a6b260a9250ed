// Tables whose rows carry <input type="checkbox" name="selected">: select all, a range with shift, and the bar that acts on them.

let last = null;

const boxesOf = (table) => [...table.querySelectorAll('tbody input[type="checkbox"][name="selected"]:not(:disabled)')];

function update(table) {
  const boxes = boxesOf(table);
  const chosen = boxes.filter((box) => box.checked);
  boxes.forEach((box) => box.closest("tr").classList.toggle("selected", box.checked));
  const all = table.querySelector("[data-select-all]");
  if (all) {
    all.checked = chosen.length > 0 && chosen.length === boxes.length;
    all.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
  }
  const bar = (table.closest("form") ?? document).querySelector("[data-bulk-bar]");
  if (bar) {
    bar.hidden = chosen.length === 0;
    bar.querySelector("[data-bulk-count]").textContent = chosen.length;
  }
}

function selectRange(boxes, from, to, checked) {
  const [start, end] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
  if (start >= 0) boxes.slice(start, end + 1).forEach((box) => { box.checked = checked; });
}

document.addEventListener("click", (event) => {
  const box = event.target.closest('[data-selectable] input[type="checkbox"]');
  if (box) {
    const table = box.closest("[data-selectable]");
    if (box.matches("[data-select-all]")) boxesOf(table).forEach((one) => { one.checked = box.checked; });
    else if (event.shiftKey && last && table.contains(last)) selectRange(boxesOf(table), last, box, box.checked);
    if (box.name === "selected") last = box;
    update(table);
  } else if (event.target.closest("[data-select-none]")) {
    const scope = event.target.closest("form") ?? document;
    scope.querySelectorAll("[data-selectable]").forEach((table) => {
      boxesOf(table).forEach((one) => { one.checked = false; });
      update(table);
    });
  }
});

// The browser restores ticks on "back".
addEventListener("pageshow", () => document.querySelectorAll("[data-selectable]").forEach(update));
document.addEventListener("htmx:load", () => document.querySelectorAll("[data-selectable]").forEach(update));
