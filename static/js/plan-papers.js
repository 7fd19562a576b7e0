// The papers of a programme: dragged between the lists of their sessions, or moved by keys.
import Sortable from "../vendor/sortable.js";
import { say } from "./say.js";

const at = (paper) => [...paper.parentElement.children].indexOf(paper);

export function papers(plan, send) {
  const lists = [...plan.querySelectorAll(".plan-papers")];
  for (const list of lists) {
    Sortable.create(list, {
      group: "papers",
      handle: ".plan-grip",
      draggable: ".plan-paper",
      filter: ".is-gone",
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      onStart: ({ item }) => item.classList.add("is-moving"),
      onEnd: ({ item, from, to, oldIndex }) => {
        item.classList.remove("is-moving");
        post(item, from, to, oldIndex);
      },
    });
  }
  for (const paper of plan.querySelectorAll(".plan-paper[data-paper]")) keys(paper);

  function post(paper, from, to, oldIndex) {
    if (from === to && at(paper) === oldIndex) return;
    if (from === to && !from.dataset.list) return;
    send(
      {
        action: "paper",
        paper: paper.dataset.paper,
        source: from.dataset.list,
        source_version: from.dataset.version ?? "",
        target: to.dataset.list,
        target_version: to.dataset.version ?? "",
        position: at(paper),
      },
      `[data-list="${to.dataset.list}"] [data-paper="${paper.dataset.paper}"] .plan-grip`,
    );
  }

  function keys(paper) {
    const grip = paper.querySelector(".plan-grip");
    const home = paper.parentElement;
    const index = at(paper);
    const held = () => grip.getAttribute("aria-pressed") === "true";
    const hold = (yes) => {
      grip.setAttribute("aria-pressed", String(yes));
      paper.classList.toggle("is-moving", yes);
    };
    const back = () => {
      hold(false);
      paper.remove();
      home.insertBefore(paper, home.children[index] ?? null);
    };
    grip.addEventListener("click", (event) => {
      if (event.detail) return;
      if (held()) {
        hold(false);
        return post(paper, home, paper.parentElement, index);
      }
      hold(true);
      say(`#${paper.dataset.paper} picked up. Up and down change the order, left and right the session; Enter puts it down, Escape leaves it.`);
    });
    grip.addEventListener("keydown", (event) => {
      if (!held()) return;
      const list = paper.parentElement;
      const vertical = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (event.key === "Escape") {
        back();
        say("Left where it was.");
      } else if (vertical) {
        const other = vertical < 0 ? paper.previousElementSibling : paper.nextElementSibling?.nextElementSibling ?? null;
        if (vertical > 0 || other) list.insertBefore(paper, other);
      } else if (sideways) {
        const next = lists[lists.indexOf(list) + sideways];
        if (next) next.append(paper);
      } else return;
      event.preventDefault();
      grip.focus();
      paper.scrollIntoView({ block: "nearest", inline: "nearest" });
      if (event.key !== "Escape") say(`${paper.parentElement.dataset.listName}, place ${at(paper) + 1}`);
    });
  }
}
