// [data-bids]: bids save themselves, and the list is worked through by keys: j and k move, 1 to 4 bid.
import { answerOf } from "./answer.js";

function count(list, given, wished) {
  const line = list.querySelector("[data-bids-count]");
  const bar = line?.querySelector("progress");
  if (!bar) return;
  bar.max = wished;
  bar.value = given;
  bar.textContent = `${given} of ${wished}`;
  line.querySelector(".num").textContent = `${given} of ${wished}`;
}

function press(form, value) {
  for (const button of form.querySelectorAll("[data-value]")) {
    const chosen = button.dataset.value === value;
    button.setAttribute("aria-pressed", String(chosen));
    button.value = chosen ? "" : button.dataset.value;
  }
}

async function send(list, form, button) {
  const state = form.querySelector("[data-save-state]");
  const show = (text, kind) => {
    state.textContent = text;
    state.dataset.state = kind;
  };
  const before = form.querySelector('[aria-pressed="true"]')?.dataset.value ?? "";
  const data = new FormData(form, button);
  press(form, button.value);
  show("Saving", "saving");
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: data,
      headers: { Accept: "application/json" },
    });
    const answer = await answerOf(response);
    if (!response.ok) throw new Error(answer.message ?? "Not saved. Reload the page to see what is open.");
    count(list, answer.given, answer.wished);
    show(data.get("value") ? "Saved" : "Taken back", "saved");
  } catch (error) {
    press(form, before);
    show(error instanceof TypeError ? "Not saved: no connection." : error.message, "failed");
  }
}

function move(papers, step) {
  const at = papers.indexOf(document.activeElement?.closest("[data-bid-paper]"));
  const next = papers[at < 0 ? 0 : Math.min(Math.max(at + step, 0), papers.length - 1)];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

export function start(list) {
  const papers = [...list.querySelectorAll("[data-bid-paper]")];
  for (const form of list.querySelectorAll("form[data-bid]")) {
    form.addEventListener("submit", (event) => {
      if (!event.submitter?.dataset.value) return;
      event.preventDefault();
      send(list, form, event.submitter);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      move(papers, event.key === "j" ? 1 : -1);
      return;
    }
    const paper = document.activeElement?.closest("[data-bid-paper]");
    paper?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
  });
}
