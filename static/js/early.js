// Runs before the first paint, so that a chosen theme never flashes and script-only controls know they may show.
document.documentElement.classList.add("js");
try {
  const theme = localStorage.getItem("plenary-theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be closed to us; then the system's theme holds.
}
