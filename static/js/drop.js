// [data-drop] around a file input: a file may be dropped on the whole area; a file over data-max-bytes is refused at once.
function size(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

export function start(area) {
  const input = area.querySelector('input[type="file"]');
  const note = area.querySelector("[data-drop-note]");
  if (!input) return;

  const check = () => {
    const limit = Number(input.dataset.maxBytes ?? area.dataset.maxBytes ?? 0);
    const files = [...input.files];
    const large = limit && files.find((file) => file.size > limit);
    input.setCustomValidity(large ? `${large.name} has ${size(large.size)}; at most ${size(limit)} can be taken.` : "");
    if (note && files.length) note.textContent = files.map((file) => `${file.name}, ${size(file.size)}`).join("; ");
    if (large) input.reportValidity();
  };
  const over = (event) => {
    event.preventDefault();
    area.classList.add("over");
  };
  area.addEventListener("dragenter", over);
  area.addEventListener("dragover", over);
  area.addEventListener("dragleave", (event) => {
    if (!area.contains(event.relatedTarget)) area.classList.remove("over");
  });
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    area.classList.remove("over");
    if (!event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", check);
}
