// form[data-plan]: the grid of a programme. Every move is posted with it and answered by the day as it then is, which
// replaces #plan; what others change appears by itself. Without this script the grid is a list with links to forms.
import { papers } from "./plan-papers.js";
import { sessions } from "./plan-sessions.js";
import { say } from "./say.js";

const EVERY = 8000;

export function start(form) {
  let busy = false;
  const plan = () => document.getElementById("plan");

  const show = (html, focus) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = document.adoptNode(page.getElementById("plan"));
    const places = [...plan().querySelectorAll(".plan-frame, .plan-papers")].map((frame) => [frame.scrollLeft, frame.scrollTop]);
    plan().replaceWith(fresh);
    fresh.querySelectorAll(".plan-frame, .plan-papers").forEach((frame, index) => {
      [frame.scrollLeft, frame.scrollTop] = places[index] ?? [0, 0];
    });
    begin();
    if (focus) fresh.querySelector(focus)?.focus();
    fresh.dispatchEvent(new CustomEvent("plenary:swapped", { bubbles: true }));
    const trouble = fresh.querySelector(".notice-error");
    if (trouble) trouble.scrollIntoView({ block: "nearest" });
    say(trouble?.textContent.trim() ?? fresh.dataset.said ?? "");
  };

  const send = async (values, focus) => {
    if (busy) return;
    busy = true;
    plan().setAttribute("aria-busy", "true");
    const body = new FormData(form);
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { "X-Plan": "1" }, redirect: "error" });
      const html = await answer.text();
      if (!html.includes('id="plan"')) throw new Error(`The programme answered ${answer.status}`);
      show(html, focus);
    } catch {
      say("The move did not reach the server. The page is loaded again.");
      location.reload();
    } finally {
      busy = false;
    }
  };

  const idle = () => !busy && !document.hidden && !plan().querySelector(".is-moving, [aria-pressed=true]");
  const look = async () => {
    if (!idle()) return;
    try {
      const answer = await fetch(`${form.dataset.planBoard}?mark=${plan().dataset.mark}`, { redirect: "error" });
      if (answer.status !== 200 || !idle()) return;
      const held = document.activeElement?.getAttribute("aria-label");
      show(await answer.text(), held ? `[aria-label="${CSS.escape(held)}"]` : "");
      say("Somebody else changed the programme; it is shown as it is now.");
    } catch {
      // Away from the network: the next move will tell.
    }
  };

  function begin() {
    sessions(plan(), send);
    papers(plan(), send);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (button?.name) send({ [button.name]: button.value }, button.dataset.undo === undefined ? "" : "[data-undo]");
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    if (event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    plan().querySelector(event.shiftKey ? "[data-redo]" : "[data-undo]")?.click();
  });
  begin();
  setInterval(look, EVERY);
}
