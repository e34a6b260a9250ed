// Copies the pinned front-end packages into static/vendor, each with its licence, and writes MANIFEST.json.
//
//   cd deploy/vendor && npm ci --ignore-scripts && node vendor.mjs
//
// The result is committed, because a bank's network has neither a CDN nor node. Running this is needed only to change
// a version or the list of icons.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const here = import.meta.dirname;
const out = path.join(here, "../../static/vendor");
const { dependencies } = JSON.parse(fs.readFileSync(path.join(here, "package.json"), "utf8"));

// Package → folder in static/vendor, files to copy, and where the licence text is: Tabler's package ships none.
const PACKAGES = {
  "@tabler/core": { folder: "tabler", files: ["dist/css/tabler.min.css"], licence: path.join(here, "tabler-LICENSE") },
  "htmx.org": { folder: "htmx", files: ["dist/htmx.min.js"], licence: "LICENSE" },
  "chart.js": { folder: "chart", files: ["dist/chart.umd.min.js"], licence: "LICENSE.md" },
  "bootstrap-icons": { folder: "icons", files: [], licence: "LICENSE" },
};

const manifest = [];

function installed(name) {
  const root = path.join(here, "node_modules", name);
  const description = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  if (description.version !== dependencies[name]) {
    throw new Error(`${name}: ${description.version} is installed, ${dependencies[name]} is pinned; run npm ci`);
  }
  return { root, version: description.version, licence: description.license };
}

function write(name, { version, licence }, file, text) {
  const target = path.join(out, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text);
  const sha256 = crypto.createHash("sha256").update(text).digest("hex");
  manifest.push({ name, version, licence, file, sha256 });
}

// A source map that is not shipped makes the browser's tools and the hashed static storage complain.
const withoutSourceMap = (text) => text.replace(/\n?\/[/*][#@] sourceMappingURL=[^\n]*/g, "").trimEnd() + "\n";

function iconNames() {
  const lines = fs.readFileSync(path.join(here, "icons.txt"), "utf8").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
}

function symbol(root, name) {
  const svg = fs.readFileSync(path.join(root, "icons", `${name}.svg`), "utf8");
  const [, viewBox] = svg.match(/viewBox="([^"]+)"/);
  const [, body] = svg.match(/<svg[^>]*>([\s\S]*)<\/svg>/);
  return `<symbol id="${name}" viewBox="${viewBox}" fill="currentColor">${body.replace(/\s*\n\s*/g, "")}</symbol>`;
}

fs.rmSync(out, { recursive: true, force: true });
for (const [name, { folder, files, licence }] of Object.entries(PACKAGES)) {
  const source = installed(name);
  for (const file of files) {
    const text = fs.readFileSync(path.join(source.root, file), "utf8");
    write(name, source, `${folder}/${path.basename(file)}`, withoutSourceMap(text));
  }
  write(name, source, `${folder}/LICENSE`, fs.readFileSync(path.resolve(source.root, licence), "utf8"));
}
const icons = installed("bootstrap-icons");
const symbols = [...new Set(iconNames())].sort().map((name) => symbol(icons.root, name));
const sprite = `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
write("bootstrap-icons", icons, "icons.svg", sprite);

manifest.sort((a, b) => (a.file < b.file ? -1 : 1));
fs.writeFileSync(path.join(out, "MANIFEST.json"), JSON.stringify(manifest, null, 2) + "\n");
console.log(`${manifest.length} files, ${symbols.length} icons`);
