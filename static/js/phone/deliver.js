// One item of the outbox on its way to the server: the form first, then each file by itself. Whatever answer does not
// name the item's own id leaves it here.
import { freshToken, token } from "../shared/csrf.js";
import { words } from "../shared/page.js";
import { filesOf, removeFile, updateFile, updateItem } from "./store.js";

const WAIT = 60000;

/** Why something was not stored. `state`: waiting, refused, conflict; `stops`: nothing else would get through either. */
export class Failure extends Error {
  constructor(code, message, { state = "waiting", stops = false, errors = null } = {}) {
    super(message);
    Object.assign(this, { code, state, stops, errors });
  }
}

/** Send what is left of the item; its state says afterwards what became of it. Returns whether to go on with the next. */
export async function deliver(item) {
  let goOn = true;
  try {
    if (!item.stored) await deliverForm(item);
    await deliverFiles(item);
    Object.assign(item, { state: "sent", problem: null, sentAt: Date.now(), fields: [] });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    item.state = error.state;
    item.problem = { code: error.code, message: error.message, errors: error.errors };
    goOn = !error.stops;
  }
  item.tries += 1;
  await updateItem(item);
  return goOn;
}

async function deliverForm(item) {
  const body = new FormData();
  for (const [name, value] of item.fields) body.append(name, value);
  body.set("sent_at", new Date().toISOString());
  if (item.tries || Date.now() - item.savedAt > WAIT) body.set("sent_later", "on");
  const files = await filesOf(item.uuid);
  if (!item.filesFollow) files.forEach((file) => body.append(file.field, file.blob, file.name));
  const answer = await post(item.url, body, item);
  if (answer.uuid !== item.uuid) throw new Failure("strange", words("notStored"));
  item.stored = { url: answer.url, files: answer.photos_url ?? "" };
  await updateItem(item); // from here on only files are left to send
  if (!item.filesFollow) await Promise.all(files.map((file) => removeFile(file.uuid)));
}

async function deliverFiles(item) {
  let last = null;
  for (const file of await filesOf(item.uuid)) {
    try {
      await deliverFile(item, file);
    } catch (error) {
      if (!(error instanceof Failure) || error.stops) throw error;
      last = error; // the other photos don't wait for this one
      await updateFile({ ...file, problem: error.message });
    }
  }
  if (last) throw last;
}

async function deliverFile(item, file) {
  const body = new FormData();
  body.append("uuid", file.uuid);
  body.append(file.field, file.blob, file.name);
  const answer = await post(item.stored.files, body, item);
  if (!answer.photos?.includes(file.uuid)) throw new Failure("strange", words("notStored"));
  await removeFile(file.uuid);
}

async function post(url, body, item, { again = true } = {}) {
  const answer = await attempt(url, {
    method: "POST", body, headers: { "X-CSRFToken": token() ?? "", "X-Person": item.user },
  });
  const json = await jsonOf(answer);
  if (answer.ok && json) return json;
  if (answer.status === 403 && !json && again) { // a log-in elsewhere has made a new token
    await freshToken();
    return post(url, body, item, { again: false });
  }
  throw failureOf(answer, json);
}

async function attempt(url, options) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WAIT);
  try {
    const headers = { Accept: "application/json", ...options.headers };
    return await fetch(url, { ...options, headers, credentials: "same-origin", signal: stop.signal });
  } catch {
    throw new Failure("offline", words("offline"), { stops: true });
  } finally {
    clearTimeout(timer);
  }
}

async function jsonOf(answer) {
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return null;
  return answer.json().catch(() => null);
}

function failureOf({ ok, status }, json) {
  const message = json?.message ?? words("notStored");
  if (status === 401) return new Failure(json?.code ?? "login", message, { stops: true });
  if (ok) return new Failure("offline", words("offline"), { stops: true }); // somebody else's page, such as a hotel's
  if (status === 409) return new Failure("conflict", message, { state: "conflict" });
  if (status >= 500 || status === 429 || status === 408) return new Failure("server", message);
  if (status === 403 || status === 404) return new Failure("refused", json?.message ?? words("refused"), { state: "refused" });
  if (status === 413) return new Failure("large", words("tooLarge"), { state: "refused" });
  return new Failure("invalid", message, { state: "refused", errors: json?.errors });
}
