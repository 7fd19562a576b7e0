// form[data-submit-once]: a second click does nothing while the first is on its way.
export function start(form) {
  let sent = false;
  const buttons = () => [...form.elements].filter((element) => element.type === "submit");
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    // After this turn: a disabled button would leave its name out of the form's data.
    setTimeout(() => {
      for (const button of buttons()) button.disabled = true;
      event.submitter?.setAttribute("aria-busy", "true");
    });
  });
  addEventListener("pageshow", () => {
    sent = false;
    for (const button of buttons()) {
      button.disabled = false;
      button.removeAttribute("aria-busy");
    }
  });
}
