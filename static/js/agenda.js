// [data-agenda="key"]: what is on now and next, and a visitor's own agenda, kept in this browser and nowhere else.
// [data-session] with data-start and data-end are the sessions, [data-keep] the button of each; [data-mine] holds the
// box that leaves only one's own; [data-now] says what is on. form[data-session-filter] filters a copy without a server.
const SOON = 12 * 3600 * 1000;
const EVERY = 30_000;

function stored(key) {
  try {
    return new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
  } catch {
    return new Set();
  }
}

function store(key, kept) {
  try {
    localStorage.setItem(key, JSON.stringify([...kept]));
  } catch {
    // Storage may be closed to us; the agenda then lasts for this page.
  }
}

export function start(region) {
  const key = `plenary-agenda:${region.dataset.agenda}`;
  const kept = stored(key);
  const sessions = [...region.querySelectorAll("[data-session]")];
  const mine = region.querySelector("[data-mine] input");
  const count = region.querySelector("[data-mine-count]");
  const bar = region.querySelector("[data-now]");
  const form = document.querySelector("form[data-session-filter]");

  function passes(session) {
    if (mine?.checked && !kept.has(session.dataset.session)) return false;
    const asked = form ? Object.fromEntries(new FormData(form)) : {};
    return ["kind", "room", "day"].every((name) => !asked[name] || session.dataset[name] === asked[name]);
  }

  function show() {
    for (const session of sessions) {
      session.hidden = !passes(session);
      const button = session.querySelector("[data-keep]");
      if (button) {
        const has = kept.has(session.dataset.session);
        button.setAttribute("aria-pressed", String(has));
        button.firstChild.textContent = has ? "In my agenda" : "Add to my agenda";
      }
    }
    for (const day of region.querySelectorAll(".day")) day.hidden = !day.querySelector("[data-session]:not([hidden])");
    for (const glance of region.querySelectorAll("[data-glance]")) glance.hidden = sessions.some((session) => session.hidden);
    const here = sessions.filter((session) => kept.has(session.dataset.session)).length;
    if (count) count.textContent = String(here);
    region.querySelector("[data-mine]")?.toggleAttribute("data-empty", here === 0);
  }

  function line(word, session) {
    const link = document.createElement("a");
    link.href = `#${session.id}`;
    link.textContent = session.dataset.title;
    const label = document.createElement("strong");
    label.textContent = word;
    const place = document.createElement("span");
    place.className = "muted";
    place.textContent = [session.dataset.clock, session.dataset.room].filter(Boolean).join(", ");
    const item = document.createElement("p");
    item.append(label, link, place);
    return item;
  }

  function tell() {
    if (!region.isConnected) return;
    const now = Date.now();
    const times = sessions.map((session) => ({ session, from: Date.parse(session.dataset.start), to: Date.parse(session.dataset.end) }));
    const on = times.filter(({ from, to }) => from <= now && now < to);
    const ahead = times.filter(({ from }) => from > now && from - now < SOON);
    const first = Math.min(...ahead.map(({ from }) => from));
    const next = ahead.filter(({ from }) => from === first);
    for (const { session } of times) delete session.dataset.state;
    for (const { session } of on) session.dataset.state = "now";
    for (const { session } of next) session.dataset.state = "next";
    for (const link of region.querySelectorAll("[data-glance] a")) {
      const running = on.some(({ session }) => link.hash === `#${session.id}`);
      if (running) link.setAttribute("aria-current", "time");
      else link.removeAttribute("aria-current");
    }
    if (bar) {
      bar.replaceChildren(...on.map(({ session }) => line("Now", session)), ...next.map(({ session }) => line("Next", session)));
      bar.hidden = !on.length && !next.length;
    }
    setTimeout(tell, EVERY);
  }

  region.addEventListener("click", (event) => {
    const button = event.target.closest("[data-keep]");
    if (!button) return;
    const id = button.closest("[data-session]").dataset.session;
    if (!kept.delete(id)) kept.add(id);
    store(key, kept);
    show();
  });
  mine?.addEventListener("change", show);
  if (form) {
    for (const [name, value] of new URLSearchParams(location.search)) if (form.elements[name]) form.elements[name].value = value;
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(show));
  }
  show();
  tell();
}
