// [data-between="22:00 08:00"][data-zone]: shown between the two hours by the phone's own clock, in the campaign's zone. The
// first belongs to it, the second does not; a page kept this morning judges the night without signal.
import { onPage } from "../shared/page.js";

const EVERY = 20_000;

const clockIn = (timeZone) => new Date().toLocaleTimeString("sv-SE", { timeZone }).slice(0, 5);

function isBetween(now, from, until) {
  return from < until ? from <= now && now < until : now >= from || now < until;
}

function judge() {
  for (const part of document.querySelectorAll("[data-between]")) {
    part.hidden = !isBetween(clockIn(part.dataset.zone), ...part.dataset.between.split(" "));
  }
}

onPage(judge);
setInterval(judge, EVERY);
document.addEventListener("visibilitychange", judge);
