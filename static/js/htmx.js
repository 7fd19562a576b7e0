// Fetches htmx for a page that has hx- attributes; its settings stand in base.html's meta element.
let asked = false;

export function start() {
  if (asked) return;
  asked = true;
  const script = document.createElement("script");
  script.src = new URL("../vendor/htmx.min.js", import.meta.url).href;
  document.head.append(script);
}
