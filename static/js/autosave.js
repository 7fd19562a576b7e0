// form[data-autosave] posts quietly to data-autosave-url as one types and says when it was saved in [data-save-state].
// The answer may be JSON: {message, fields: {name: value}, parts: {id: html}}; fields refresh hidden inputs such as a
// version, parts renew what the page says elsewhere.
import { answerOf } from "./answer.js";
import { isTypedInto } from "./typed.js";

const WAIT = 1200;
const RETRY = 8000;

function clock() {
  return new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

function content(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data.entries()]) if (value instanceof File) data.delete(name);
  return data;
}

export function start(form) {
  const state = form.querySelector("[data-save-state]") ?? form.appendChild(document.createElement("p"));
  state.classList.add("save-state");
  state.setAttribute("role", "status");
  let timer = 0;
  let dirty = false;
  let busy = false;
  let running = Promise.resolve();

  const show = (text, kind) => {
    state.textContent = text;
    state.dataset.state = kind;
  };
  const plan = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  function save(keepalive = false) {
    if (!dirty || busy) return;
    busy = true;
    dirty = false;
    show("Saving", "saving");
    running = send(keepalive === true);
  }

  async function send(keepalive) {
    try {
      const response = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body: content(form),
        headers: { Accept: "application/json" },
        keepalive,
      });
      const answer = await answerOf(response);
      for (const [name, value] of Object.entries(answer.fields ?? {})) {
        const field = form.elements.namedItem(name);
        if (field instanceof HTMLInputElement) field.value = value;
      }
      for (const [id, html] of Object.entries(answer.parts ?? {})) {
        const part = document.getElementById(id);
        if (part && part.innerHTML.trim() !== html.trim()) part.innerHTML = html;
      }
      if (response.ok) show(answer.message ?? `Saved ${clock()}`, "saved");
      else {
        const isPassing = response.status >= 500;
        const words = answer.message ?? "Not saved. Copy your text before you leave this page.";
        dirty = true;
        show(isPassing ? `${words} Trying again shortly.` : words, "failed");
        if (isPassing) plan(RETRY);
      }
    } catch {
      dirty = true;
      show("Not saved: no connection. Trying again shortly.", "failed");
      plan(RETRY);
    } finally {
      busy = false;
      if (dirty && state.dataset.state !== "failed") plan(WAIT);
    }
  }

  const noteInput = () => {
    dirty = true;
    if (!busy) show("Not saved yet", "waiting");
    plan(WAIT);
  };
  form.addEventListener("input", noteInput);
  // A submit waits for a save that is under way: it would carry a version that the save has just made old.
  form.addEventListener(
    "submit",
    (event) => {
      clearTimeout(timer);
      dirty = false;
      if (!busy) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      running.then(() => form.requestSubmit(event.submitter));
    },
    { capture: true },
  );
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
  addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
  if (isTypedInto(form)) noteInput();
}
