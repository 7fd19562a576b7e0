// [data-bulk]: the toolbar of a table's form. [data-select-all] ticks every [data-select]; Shift extends; [data-select-every="N"] means all N found; nothing ticked, no action.
export function start(toolbar) {
  const form = toolbar.closest("form");
  if (!form) return;
  const count = toolbar.querySelector("[data-bulk-count]");
  const boxes = () => [...form.querySelectorAll("[data-select]")];
  let last;

  const show = () => {
    const all = boxes();
    const every = toolbar.querySelector("[data-select-every]");
    const chosen = every?.checked ? Number(every.dataset.selectEvery) : all.filter((box) => box.checked).length;
    if (count) count.textContent = chosen;
    for (const button of toolbar.querySelectorAll("button[type=submit]")) button.disabled = !chosen;
    for (const master of form.querySelectorAll("[data-select-all]")) {
      const ticked = all.filter((box) => box.checked).length;
      master.checked = ticked > 0 && ticked === all.length;
      master.indeterminate = ticked > 0 && ticked < all.length;
    }
  };
  form.addEventListener("click", (event) => {
    if (!event.target.matches("[data-select]")) return;
    const all = boxes();
    const [from, to] = [all.indexOf(last), all.indexOf(event.target)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) for (const box of all.slice(from, to + 1)) box.checked = event.target.checked;
    last = event.target;
    show();
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-select-all]")) for (const box of boxes()) box.checked = event.target.checked;
    show();
  });
  // All may have been ticked before this script was there.
  if (form.querySelector("[data-select-all]:checked") && !boxes().some((box) => box.checked))
    for (const box of boxes()) box.checked = true;
  addEventListener("pageshow", show);
  show();
}
