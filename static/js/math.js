// [data-math]: formulas in $…$, $$…$$, \(…\) and \[…\] are set by KaTeX, which is fetched only where there is one.
// As in Pandoc, a dollar followed by a space or closing before a digit is money.
const FORMULA = /\$\$([^$]+)\$\$|\\\[([\s\S]+?)\\\]|\\\((.+?)\\\)|\$(?!\s)([^$\n]+?)(?<!\s)\$(?!\d)/g;
let ready;

// As a plain script and not as a module, which browsers refuse to pages that are opened from disk.
function load() {
  ready ??= new Promise((resolve, reject) => {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = new URL("../vendor/katex/katex.min.css", import.meta.url).href;
    const script = document.createElement("script");
    script.src = new URL("../vendor/katex/katex.min.js", import.meta.url).href;
    script.addEventListener("load", () => resolve(globalThis.katex));
    script.addEventListener("error", () => reject(new Error("KaTeX could not be loaded")));
    document.head.append(sheet, script);
  });
  return ready;
}

function texts(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => (node.parentElement.closest("code, pre, textarea, script, .katex") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  const found = [];
  while (walker.nextNode()) if (walker.currentNode.data.search(FORMULA) >= 0) found.push(walker.currentNode);
  return found;
}

function pieces(katex, text) {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(FORMULA)) {
    fragment.append(text.slice(end, match.index));
    const span = document.createElement("span");
    const display = match[1] ?? match[2];
    // Rendered into nodes: KaTeX then sets styles one by one, which a strict policy allows; its HTML text it would not.
    katex.render(display ?? match[3] ?? match[4], span, {
      displayMode: display !== undefined,
      throwOnError: false,
      maxExpand: 200,
      maxSize: 20,
      strict: "ignore",
    });
    fragment.append(span);
    end = match.index + match[0].length;
  }
  fragment.append(text.slice(end));
  return fragment;
}

export async function start(element) {
  const nodes = texts(element);
  if (!nodes.length) return;
  const katex = await load();
  for (const node of nodes) node.replaceWith(pieces(katex, node.data));
}
