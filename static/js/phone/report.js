// Tells the server how many items this phone holds, so that a manager sees who has work that has not arrived.
import { token } from "../shared/csrf.js";
import { person } from "./person.js";
import { uuid7 } from "./uuid7.js";

const KEY = "phone:device";
let last = "";

function device() {
  const known = localStorage.getItem(KEY);
  if (known) return known;
  const made = uuid7();
  localStorage.setItem(KEY, made);
  return made;
}

/** Report the items that have not been sent; the same news is told once. */
export async function report(items) {
  const { reportUrl } = document.body.dataset;
  if (!reportUrl) return;
  const body = new URLSearchParams({ device: device(), unsent: items.length });
  if (items.length) body.set("oldest_at", new Date(items[0].savedAt).toISOString());
  if (String(body) === last) return;
  const headers = { Accept: "application/json", "X-CSRFToken": token() ?? "", "X-Person": person() };
  const answer = await fetch(reportUrl, { method: "POST", body, headers, credentials: "same-origin" });
  if (answer.ok) last = String(body);
}
