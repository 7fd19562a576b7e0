// [data-complete="words"][data-complete-in="id"]: puts the words into that field and searches, instead of following its link.
export function start(link) {
  link.addEventListener("click", (event) => {
    const field = document.getElementById(link.dataset.completeIn);
    if (!field) return;
    event.preventDefault();
    const held = field.value.trimEnd();
    field.value = held ? `${held} ${link.dataset.complete}` : link.dataset.complete;
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
