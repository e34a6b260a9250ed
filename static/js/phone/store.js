// What this phone keeps in IndexedDB: the items of the outbox with their files, and the pages of the day. Everything carries
// the id of the person it belongs to; nobody else on this phone sees or sends it.
const NAME = "campaign-field";
const VERSION = 1;
let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const database = request.result;
      database.createObjectStore("items", { keyPath: "uuid" }).createIndex("user", "user");
      database.createObjectStore("files", { keyPath: "uuid" }).createIndex("item", "item");
      database.createObjectStore("pages", { keyPath: ["user", "url"] });
    };
    request.onsuccess = () => {
      const database = request.result;
      const forget = () => { opened = null; };
      database.onclose = forget;
      database.onversionchange = () => { database.close(); forget(); };
      resolve(database);
    };
    request.onerror = () => { opened = null; reject(request.error); };
  });
  return opened;
}

/** Do `work(...stores)` in one transaction: resolves, once it is on the disk, to the result of the request it returns. */
async function transact(names, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, mode, { durability: "strict" });
    let request;
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error ?? request?.error);
    request = work(...names.map((name) => transaction.objectStore(name)));
  });
}

const reading = (name, work) => transact([name], "readonly", work);
const writing = (names, work) => transact(names, "readwrite", work);

/** An item and its files, all or nothing; one of the same id gives way. Rejects when there is no room. */
export function keepItem(item, files) {
  return writing(["items", "files"], (items, kept) => {
    items.put(item);
    const former = kept.index("item").getAllKeys(item.uuid);
    former.onsuccess = () => {
      former.result.filter((uuid) => !files.some((file) => file.uuid === uuid)).forEach((uuid) => kept.delete(uuid));
      files.forEach((file) => kept.put(file));
    };
  });
}

/** The person's items, the first saved first. */
export async function itemsOf(user) {
  const found = await reading("items", (items) => items.index("user").getAll(user));
  return found.sort((one, other) => one.savedAt - other.savedAt);
}

export const itemOf = (uuid) => reading("items", (items) => items.get(uuid));
export const filesOf = (uuid) => reading("files", (files) => files.index("item").getAll(uuid));
export const updateItem = (item) => writing(["items"], (items) => items.put(item));
export const updateFile = (file) => writing(["files"], (files) => files.put(file));
export const removeFile = (uuid) => writing(["files"], (files) => files.delete(uuid));

/** The item and whatever is left of its files. */
export function removeItem(uuid) {
  return writing(["items", "files"], (items, files) => {
    items.delete(uuid);
    const keys = files.index("item").getAllKeys(uuid);
    keys.onsuccess = () => keys.result.forEach((key) => files.delete(key));
  });
}

export const keepPage = (page) => writing(["pages"], (pages) => pages.put(page));
export const pageOf = (user, url) => reading("pages", (pages) => pages.get([user, url]));
export const pagesOf = (user) => reading("pages", (pages) => pages.getAll(ofPerson(user)));
export const forgetPages = (user) => writing(["pages"], (pages) => pages.delete(ofPerson(user)));

/** Whoever else used this phone: what could be read of theirs goes, what they have not sent stays theirs. */
export function forgetOthersPages(user) {
  return writing(["pages"], (pages) => {
    const keys = pages.getAllKeys();
    keys.onsuccess = () => keys.result.filter(([owner]) => owner !== user).forEach((key) => pages.delete(key));
  });
}

const ofPerson = (user) => IDBKeyRange.bound([user, ""], [user, "\uffff"]);
