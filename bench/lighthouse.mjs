// node lighthouse.mjs MODULE CHROMIUM address…: the four categories of each address, and what costs one of them points.
import { pathToFileURL } from "node:url";

const [folder, chromePath, ...addresses] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(`${folder}/${name}`).href);
const { default: lighthouse } = await load("lighthouse/core/index.js");
const { launch } = await load("chrome-launcher/dist/index.js");
const quiet = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const chrome = await launch({
  chromePath,
  chromeFlags: [...quiet, "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
for (const address of addresses) {
  const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: "silent" });
  const scores = Object.values(lhr.categories).map(({ title, score }) => `${title} ${Math.round(100 * score)}`);
  console.log(`${new URL(address).pathname}: ${scores.join(", ")}`);
  if (lhr.runtimeError) console.log(`    ${lhr.runtimeError.code}: ${lhr.runtimeError.message}`);
  const low = Object.values(lhr.categories).filter(({ score }) => score < 0.95);
  for (const { id, weight } of low.flatMap(({ auditRefs }) => auditRefs)) {
    const { score, displayValue } = lhr.audits[id];
    if (weight && score !== null && score < 0.9) console.log(`    ${id}: ${displayValue ?? "not passed"}`);
  }
}
await chrome.kill();
