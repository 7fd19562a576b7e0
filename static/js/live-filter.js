// form[data-live-filter="#results"] (GET): swaps that region as one types and keeps the state in the address.
import { isTypedInto } from "./typed.js";

const WAIT = 250;

function address(form) {
  const query = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...query]) if (!value) query.delete(name, value);
  const text = query.toString();
  return location.pathname + (text ? `?${text}` : "");
}

export function start(form) {
  let timer = 0;
  let running;

  async function refresh() {
    const region = document.querySelector(form.dataset.liveFilter);
    if (!region) return form.submit();
    running?.abort();
    running = new AbortController();
    const url = address(form);
    region.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(url, { signal: running.signal, headers: { Accept: "text/html" } });
      if (!response.ok) throw new Error(`The list answered ${response.status}`);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.querySelector(form.dataset.liveFilter);
      if (!fresh) throw new Error("The answer holds no list");
      region.replaceWith(document.adoptNode(fresh));
      history.replaceState(null, "", url);
      fresh.dispatchEvent(new CustomEvent("plenary:swapped", { bubbles: true }));
    } catch (error) {
      if (error.name !== "AbortError") location.assign(url);
    }
  }

  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(refresh, event.target.matches("select, [type=checkbox], [type=radio]") ? 0 : WAIT);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    refresh();
  });
  if (isTypedInto(form)) refresh();
}
