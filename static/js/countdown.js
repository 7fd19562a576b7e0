// <time data-countdown datetime=…>: how long still; data-over says what stands there afterwards.
function words(seconds) {
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor((seconds % 86400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (days >= 3) return `${days} days left`;
  if (days >= 1) return `${days} day${days > 1 ? "s" : ""} ${hours} h left`;
  if (hours >= 1) return `${hours} h ${minutes} min left`;
  return `${minutes} min ${Math.floor(seconds % 60)} s left`;
}

export function start(element) {
  const end = new Date(element.dateTime).getTime();
  if (Number.isNaN(end)) return;
  const tick = () => {
    if (!element.isConnected) return;
    const left = (end - Date.now()) / 1000;
    element.textContent = left > 0 ? words(left) : (element.dataset.over ?? "over");
    if (left > 0) setTimeout(tick, left < 3600 ? 1000 : 30000);
  };
  tick();
}
