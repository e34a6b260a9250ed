// <input type="file" data-shrink>: photos are made upright and no larger than 500 KB before they are sent; drawing them
// anew leaves out EXIF, position included. Photos add up over several takes; each can be taken out again.
import { words } from "../shared/page.js";
import { toast } from "../shared/toasts.js";

const LIMIT = 500 * 1024;
const SIDES = [1600, 1280, 960];
const QUALITIES = [0.82, 0.7, 0.55];
const chosen = new WeakMap();
const takes = new WeakMap();

const blobOf = (canvas, quality) => new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", quality); });

function drawn(bitmap, side) {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white"; // what was transparent
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// A scanned paper goes as it is, where the input takes one; the server looks into it.
const isScan = ({ type }) => type === "application/pdf";

/** The photo as an upright JPEG of at most 500 KB; the smallest that could be made if it stays larger. */
export async function shrink(file) {
  if (isScan(file)) return file;
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  let best = null;
  for (const side of SIDES) {
    const canvas = drawn(bitmap, side);
    for (const quality of QUALITIES) {
      best = await blobOf(canvas, quality);
      if (best.size <= LIMIT) return named(best, file);
    }
  }
  return named(best, file);
}

const named = (blob, { name }) => new File([blob], name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });

const filesIn = (input) => chosen.get(input) ?? [...input.files];

/** The files of an input; those of a photo input over all takes, once they are shrunk. */
export async function filesOfInput(input) {
  await takes.get(input);
  return filesIn(input);
}

/** Make these the files of the input. */
export function putBack(input, files) {
  chosen.set(input, files);
  const transfer = new DataTransfer();
  files.forEach((file) => transfer.items.add(file));
  input.files = transfer.files;
  if (input.matches("[data-shrink]")) show(input, files);
}

function show(input, files) {
  const list = listOf(input);
  list.querySelectorAll("img").forEach((image) => URL.revokeObjectURL(image.src));
  list.replaceChildren(...files.map((file, index) => preview(input, file, index)));
}

function listOf(input) {
  if (!input.photoList) {
    input.photoList = document.createElement("ul");
    input.photoList.className = "photos";
    (input.closest(".file-pick") ?? input).after(input.photoList);
  }
  return input.photoList;
}

function preview(input, file, index) {
  const item = document.createElement("li");
  const image = document.createElement(isScan(file) ? "span" : "img");
  if (isScan(file)) image.textContent = file.name;
  else image.src = URL.createObjectURL(file);
  image.alt = `${words("photo")} ${index + 1}`;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "icon-button";
  remove.textContent = "×";
  remove.setAttribute("aria-label", `${words("removePhoto")} ${index + 1}`);
  remove.addEventListener("click", () => putBack(input, filesIn(input).filter((other) => other !== file)));
  item.append(image, remove);
  return item;
}

async function take(input) {
  const before = input.multiple ? chosen.get(input) ?? [] : [];
  const taken = [...input.files];
  input.setAttribute("aria-busy", "true");
  const settled = await Promise.allSettled(taken.map(shrink));
  input.removeAttribute("aria-busy");
  const made = settled.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
  if (made.length < taken.length) toast(words("photoUnreadable"), "alarm");
  putBack(input, [...before, ...made]);
}

document.addEventListener("change", (event) => {
  if (event.target.matches('input[type="file"][data-shrink]')) takes.set(event.target, take(event.target));
});
