// The chair's road scrolls by itself where it is longer than the window: the page that one is on stands in sight.
export function start(road) {
  const here = road.querySelector("[aria-current]");
  if (!here || road.scrollHeight <= road.clientHeight) return;
  const middle = here.offsetTop - (road.clientHeight - here.offsetHeight) / 2;
  road.scrollTo({ top: middle, behavior: "instant" });
}
