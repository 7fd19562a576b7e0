// <time data-local datetime="2026-02-01T12:00+02:00">: adds the reader's own time where it differs.
// Days that are over are left alone: nobody has to be there in time.
// The offset in datetime is that of the time shown; data-local="time" leaves the day out where it is the same.
const DAY = 86_400_000;

function offset(text) {
  const match = /([+-])(\d\d):?(\d\d)$/.exec(text);
  return match ? (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0;
}

export function start(element) {
  const moment = new Date(element.dateTime);
  if (Number.isNaN(moment.getTime()) || moment.getTime() < Date.now() - DAY) return;
  const shown = offset(element.dateTime);
  const own = -moment.getTimezoneOffset();
  if (own === shown) return;
  const dayShown = new Date(moment.getTime() + shown * 60000).getUTCDate();
  const sameDay = dayShown === moment.getDate();
  const format = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    ...(element.dataset.local === "time" && sameDay ? {} : { weekday: "short", day: "numeric", month: "short" }),
  });
  const note = document.createElement("span");
  note.className = "local-time";
  note.textContent = `${format.format(moment)} your time`;
  note.title = Intl.DateTimeFormat().resolvedOptions().timeZone;
  element.after(note);
}
