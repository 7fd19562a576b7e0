// The sessions of a programme on their grid: laid out by time and room, dragged, stretched, and moved by keys.
import { say } from "./say.js";

const STEP = 5; // minutes
const HEIGHT = matchMedia("(max-width: 44rem)").matches ? 16 : 12; // pixels for a step: narrow blocks need more lines
const clock = (minutes) => `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const number = (element, name) => Number(element.dataset[name]);

export function sessions(plan, send) {
  for (const day of plan.querySelectorAll("[data-plan-day]")) layOut(day);
  for (const block of plan.querySelectorAll(".plan-block")) attach(block, plan, send);
}

function layOut(day) {
  const first = number(day, "first");
  const last = number(day, "last");
  const height = ((last - first) / STEP) * HEIGHT;
  const hours = day.querySelector(".plan-hours");
  hours.style.height = `${height}px`;
  for (let at = first; at < last; at += 60) {
    const mark = document.createElement("span");
    mark.textContent = clock(at);
    mark.style.top = `${((at - first) / STEP) * HEIGHT}px`;
    hours.append(mark);
  }
  for (const track of day.querySelectorAll(".plan-track")) {
    track.style.height = `${height}px`;
    track.style.setProperty("--hour", `${(60 / STEP) * HEIGHT}px`);
    const lanes = [];
    for (const block of track.querySelectorAll(".plan-block")) {
      const start = number(block, "start");
      let lane = lanes.findIndex((end) => end <= start);
      if (lane < 0) lane = lanes.length;
      lanes[lane] = start + number(block, "minutes");
      block.dataset.lane = lane;
      place(block, first, start, number(block, "minutes"));
    }
    for (const block of track.querySelectorAll(".plan-block")) {
      block.style.left = `${(100 / lanes.length) * number(block, "lane")}%`;
      block.style.width = `${100 / lanes.length}%`;
    }
  }
  day.classList.add("is-grid");
}

function place(block, first, start, minutes) {
  block.style.top = `${((start - first) / STEP) * HEIGHT}px`;
  block.style.height = `${Math.max((minutes / STEP) * HEIGHT, 2 * HEIGHT)}px`;
  block.classList.toggle("is-short", minutes < 25);
}

function attach(block, plan, send) {
  const grip = block.querySelector(".plan-grip");
  const columns = () => [...plan.querySelectorAll(".plan-column")];
  const before = { start: number(block, "start"), minutes: number(block, "minutes"), column: block.closest(".plan-column") };
  let now = { ...before };

  const dayOf = (column) => column.closest("[data-plan-day]");
  const show = () => {
    const track = now.column.querySelector(".plan-track");
    if (block.parentElement !== track) track.append(block);
    place(block, number(dayOf(now.column), "first"), now.start, now.minutes);
    const time = block.querySelector(".plan-block-time");
    time.textContent = `${clock(now.start)}–${clock(now.start + now.minutes)}`;
  };
  const changed = () => now.start !== before.start || now.column !== before.column || now.minutes !== before.minutes;
  const leave = () => {
    block.classList.remove("is-moving");
    grip.setAttribute("aria-pressed", "false");
    if (changed()) {
      now = { ...before };
      show();
    }
  };
  const drop = () => {
    block.classList.remove("is-moving");
    grip.setAttribute("aria-pressed", "false");
    if (!changed()) return;
    const common = { session: block.dataset.session, version: block.dataset.version };
    const focus = `#${CSS.escape(block.id)} .plan-grip`;
    if (now.minutes !== before.minutes && now.start === before.start && now.column === before.column)
      return send({ action: "length", ...common, minutes: now.minutes }, focus);
    send({ action: "session", ...common, day: dayOf(now.column).dataset.planDay, start: now.start, room: now.column.dataset.room }, focus);
  };
  const within = (start) => Math.min(Math.max(start, 0), 24 * 60 - STEP);

  // By pointer: the handle or the block moves it, the lower edge stretches it.
  const drag = (event, stretch) => {
    if (event.button !== 0 || event.target.closest("a")) return;
    event.preventDefault();
    const top = event.clientY;
    block.classList.add("is-moving");
    const move = (to) => {
      const steps = Math.round((to.clientY - top) / HEIGHT) * STEP;
      if (stretch) now.minutes = Math.max(before.minutes + steps, STEP);
      else {
        const over = columns().find((column) => {
          const box = column.getBoundingClientRect();
          return to.clientX >= box.left && to.clientX < box.right && to.clientY >= box.top && to.clientY < box.bottom;
        });
        if (over) now.column = over;
        const shift = number(dayOf(now.column), "first") - number(dayOf(before.column), "first");
        const rise = dayOf(now.column) === dayOf(before.column) ? 0 : dayOf(before.column).getBoundingClientRect().top - dayOf(now.column).getBoundingClientRect().top;
        now.start = within(before.start + steps + shift + Math.round(rise / HEIGHT) * STEP);
      }
      show();
    };
    const stop = (commit) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", cancel);
      removeEventListener("keydown", escape);
      if (commit) drop();
      else leave();
    };
    const up = () => stop(true);
    const cancel = () => stop(false);
    const escape = (key) => key.key === "Escape" && stop(false);
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", cancel);
    addEventListener("keydown", escape);
  };
  block.addEventListener("pointerdown", (event) => drag(event, event.target.matches(".plan-edge")));

  // By keys: Enter picks up and puts down, arrows move, Shift with up and down stretches, Escape leaves it.
  grip.addEventListener("click", (event) => {
    if (event.detail) return;
    if (grip.getAttribute("aria-pressed") === "true") return drop();
    grip.setAttribute("aria-pressed", "true");
    block.classList.add("is-moving");
    say(`${block.dataset.title} picked up. Arrow keys move it, Enter puts it down, Escape leaves it.`);
  });
  grip.addEventListener("keydown", (event) => {
    if (grip.getAttribute("aria-pressed") !== "true") return;
    const vertical = { ArrowUp: -STEP, ArrowDown: STEP }[event.key];
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape") {
      leave();
      say("Left where it was.");
    } else if (vertical && event.shiftKey) now.minutes = Math.max(now.minutes + vertical, STEP);
    else if (vertical) now.start = within(now.start + vertical);
    else if (sideways) {
      const all = columns();
      now.column = all[Math.min(Math.max(all.indexOf(now.column) + sideways, 0), all.length - 1)];
    } else return;
    event.preventDefault();
    if (event.key === "Escape") return;
    show();
    grip.focus();
    say(`${clock(now.start)} to ${clock(now.start + now.minutes)}${now.column.dataset.room ? `, ${now.column.dataset.room}` : ""}`);
  });
  grip.addEventListener("blur", () => {
    if (grip.getAttribute("aria-pressed") === "true" && grip.isConnected && document.activeElement !== grip) setTimeout(() => document.activeElement !== grip && leave());
  });
}
