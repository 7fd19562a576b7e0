// [data-confirm="question"] on a submit button or a form asks first. data-confirm-label names the button that goes ahead.
function ask(question, label, danger) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("role", "alertdialog");
  const text = document.createElement("p");
  text.id = "confirm-question";
  text.className = "dialog-question";
  text.textContent = question;
  dialog.setAttribute("aria-labelledby", text.id);
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "actions";
  for (const [value, words, kind] of [["", "Cancel", "btn-quiet"], ["yes", label, danger ? "btn-danger" : "btn-primary"]]) {
    const button = document.createElement("button");
    button.value = value;
    button.className = `btn ${kind}`;
    button.textContent = words;
    form.append(button);
  }
  dialog.append(text, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
  });
}

export function start(element) {
  const form = element instanceof HTMLFormElement ? element : element.form;
  if (!form) return;
  let agreed = false;
  // In the capture phase, so that nothing else takes the submit for granted before the answer.
  form.addEventListener(
    "submit",
    async (event) => {
      const asked = element === form || event.submitter === element;
      if (!asked || agreed) {
        agreed = false;
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      const { confirm, confirmLabel } = element.dataset;
      const words = confirmLabel ?? event.submitter?.textContent.trim() ?? "Continue";
      const danger = (event.submitter ?? element).classList.contains("btn-danger");
      if (!(await ask(confirm, words, danger))) return;
      agreed = true;
      form.requestSubmit(event.submitter);
    },
    { capture: true },
  );
}
