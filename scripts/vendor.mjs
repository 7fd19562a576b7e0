// Copies the browser packages that the pages use from node_modules into static/vendor/.
// Source maps are dropped and KaTeX's style sheet keeps only woff2, because the hashed
// static storage refuses a file that names another one which is not there.
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const target = join(root, "static", "vendor");

const FONT = "@fontsource-variable/source-serif-4/files/source-serif-4";
const copies = {
  [`${FONT}-latin-wght-normal.woff2`]: "fonts/source-serif-4-latin.woff2",
  [`${FONT}-latin-wght-italic.woff2`]: "fonts/source-serif-4-latin-italic.woff2",
  [`${FONT}-latin-ext-wght-normal.woff2`]: "fonts/source-serif-4-latin-ext.woff2",
  [`${FONT}-latin-ext-wght-italic.woff2`]: "fonts/source-serif-4-latin-ext-italic.woff2",
  [`${FONT}-vietnamese-wght-normal.woff2`]: "fonts/source-serif-4-vietnamese.woff2",
  "@fontsource-variable/source-serif-4/LICENSE": "fonts/LICENSE",
  "katex/LICENSE": "katex/LICENSE",
  "sortablejs/LICENSE": "sortable.LICENSE",
  "htmx.org/LICENSE": "htmx.LICENSE",
  "tus-js-client/LICENSE": "tus.LICENSE",
};
const scripts = {
  "htmx.org/dist/htmx.min.js": "htmx.min.js",
  "sortablejs/modular/sortable.esm.js": "sortable.js",
  "tus-js-client/dist/tus.min.js": "tus.js",
  "katex/dist/katex.min.js": "katex/katex.min.js",
};

async function place(path, write) {
  const destination = join(target, path);
  await mkdir(dirname(destination), { recursive: true });
  await write(destination);
}

await rm(target, { recursive: true, force: true });

for (const [from, to] of Object.entries(copies)) {
  await place(to, (destination) => cp(join(modules, from), destination));
}

for (const [from, to] of Object.entries(scripts)) {
  const source = await readFile(join(modules, from), "utf8");
  await place(to, (destination) => writeFile(destination, source.replace(/^\/\/# sourceMappingURL=.*$/gm, "")));
}

const katex = join(modules, "katex", "dist");
const sheet = await readFile(join(katex, "katex.min.css"), "utf8");
const woff2Only = sheet.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)/g, "");
if (/\.(?:woff|ttf)\)/.test(woff2Only)) throw new Error("KaTeX's style sheet has changed: it still names a woff or ttf font");
await place("katex/katex.min.css", (destination) => writeFile(destination, woff2Only));
for (const font of await readdir(join(katex, "fonts"))) {
  if (font.endsWith(".woff2")) await place(`katex/fonts/${font}`, (destination) => cp(join(katex, "fonts", font), destination));
}
