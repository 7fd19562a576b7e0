// [data-preview-of="id"] beside a text: counts its words in [data-preview-count] as one types, and shows the text with
// its formulas set in the element that data-preview-in names.
import { start as setMath } from "./math.js";

const WAIT = 300;

export function start(line) {
  const source = document.getElementById(line.dataset.previewOf);
  const target = document.getElementById(line.dataset.previewIn);
  const count = line.querySelector("[data-preview-count]");
  if (!source) return;
  let timer = 0;

  const show = () => {
    const words = source.value.split(/\s+/).filter(Boolean).length;
    if (count) count.textContent = words;
    if (!target) return;
    target.textContent = source.value || "Nothing yet.";
    setMath(target);
  };
  source.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
  });
  // What was typed before this script was there counts too.
  show();
}
