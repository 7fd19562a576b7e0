// [data-rows]: the rows of a Django formset can be added, removed and put in order, by button or by dragging.
// It holds [data-rows-list] of [data-row], a <template data-rows-template> with __prefix__, and [data-rows-add].
import Sortable from "../vendor/sortable.js";
import { say } from "./say.js";

const input = (row, name) => row.querySelector(`[name$="-${name}"]`);

export function start(editor) {
  const list = editor.querySelector("[data-rows-list]");
  const total = editor.querySelector('[name$="-TOTAL_FORMS"]');
  const template = editor.querySelector("template[data-rows-template]");
  const rows = () => [...list.querySelectorAll("[data-row]:not(.removed)")];

  const number = () => {
    const all = rows();
    all.forEach((row, index) => {
      const order = input(row, "ORDER");
      if (order) order.value = index + 1;
      const up = row.querySelector("[data-row-up]");
      const down = row.querySelector("[data-row-down]");
      if (up) up.disabled = index === 0;
      if (down) down.disabled = index === all.length - 1;
    });
  };
  const changed = (text) => {
    number();
    list.dispatchEvent(new Event("input", { bubbles: true }));
    say(text);
  };

  const add = () => {
    const html = template.innerHTML.replaceAll("__prefix__", total.value);
    total.value = Number(total.value) + 1;
    list.insertAdjacentHTML("beforeend", html);
    const row = list.lastElementChild;
    row.dispatchEvent(new CustomEvent("plenary:swapped", { bubbles: true }));
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    changed(`Row ${rows().length} added`);
  };
  const remove = (row) => {
    const next = row.nextElementSibling ?? row.previousElementSibling ?? editor.querySelector("[data-rows-add]");
    const box = input(row, "DELETE");
    if (!box) return;
    box.checked = true;
    row.classList.add("removed");
    for (const field of row.querySelectorAll("[required]")) field.required = false;
    (next.querySelector?.("button, input:not([type=hidden])") ?? next).focus();
    changed("Row removed");
  };
  const move = (row, step, button) => {
    const all = rows();
    const place = all.indexOf(row) + step;
    if (place < 0 || place >= all.length) return;
    if (step < 0) all[place].before(row);
    else all[place].after(row);
    changed(`Moved to ${place + 1} of ${all.length}`);
    (button.disabled ? row.querySelector("[data-row-up]:enabled, [data-row-down]:enabled") : button)?.focus();
  };

  editor.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const row = button?.closest("[data-row]");
    if (button?.matches("[data-rows-add]")) add();
    else if (button?.matches("[data-row-remove]")) remove(row);
    else if (button?.matches("[data-row-up]")) move(row, -1, button);
    else if (button?.matches("[data-row-down]")) move(row, 1, button);
  });
  Sortable.create(list, {
    handle: "[data-row-grip]",
    draggable: "[data-row]",
    animation: 120,
    ghostClass: "row-ghost",
    onEnd: ({ newIndex, oldIndex }) => newIndex !== oldIndex && changed("Order changed"),
  });
  number();
}
