// Finds what a page asks for by data-attribute and loads only that behaviour. Each module exports start(element).
const behaviours = {
  "[data-theme-switch]": () => import("./theme.js"),
  "[data-menu]": () => import("./menu.js"),
  "nav.road": () => import("./road.js"),
  "[data-confirm]": () => import("./confirm.js"),
  "[data-dialog]": () => import("./dialog.js"),
  "form[data-submit-once]": () => import("./submit-once.js"),
  "form[data-autosave]": () => import("./autosave.js"),
  "form[data-upload]": () => import("./upload.js"),
  "form[data-live-filter]": () => import("./live-filter.js"),
  "[data-bids]": () => import("./bids.js"),
  "[data-weight]": () => import("./weights.js"),
  "form[data-plan]": () => import("./plan.js"),
  "[data-drop]": () => import("./drop.js"),
  "[data-bulk]": () => import("./bulk.js"),
  "[data-rows]": () => import("./rows.js"),
  "input[data-suggest]": () => import("./suggest.js"),
  "[data-copy]": () => import("./copy.js"),
  "[data-preview-of]": () => import("./preview.js"),
  "[data-complete]": () => import("./complete.js"),
  "[data-math]": () => import("./math.js"),
  "time[data-local]": () => import("./local-time.js"),
  "[data-agenda]": () => import("./agenda.js"),
  "time[data-countdown]": () => import("./countdown.js"),
  "[hx-get], [hx-post]": () => import("./htmx.js"),
};
const started = new WeakMap();

export async function enhance(root = document) {
  const wanted = [];
  for (const [selector, load] of Object.entries(behaviours)) {
    const found = [...root.querySelectorAll(selector)];
    if (root instanceof Element && root.matches(selector)) found.unshift(root);
    if (found.length) wanted.push([selector, found, load()]);
  }
  for (const [selector, found, loading] of wanted) {
    const { start } = await loading;
    for (const element of found) {
      const names = started.get(element) ?? new Set();
      if (names.has(selector)) continue;
      started.set(element, names.add(selector));
      start(element);
    }
  }
}

document.addEventListener("plenary:swapped", (event) => enhance(event.target));
document.addEventListener("htmx:load", (event) => enhance(event.target));
enhance().then(() => {
  document.documentElement.dataset.enhanced = "";
});
