// form[data-upload] sends its files with a progress bar. The page that answers takes this one's place;
// the answer is shown as it came, so that a message it carries is not lost by asking for the page twice.
function bar(form) {
  const line = document.createElement("div");
  line.className = "progress-line";
  const label = document.createElement("span");
  label.setAttribute("role", "status");
  const progress = document.createElement("progress");
  progress.max = 100;
  progress.setAttribute("aria-label", "Upload");
  line.append(label, progress);
  form.append(line);
  return { line, label, progress };
}

function show(request) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  document.title = page.title;
  history.pushState(null, "", request.responseURL);
  document.body.replaceWith(document.adoptNode(page.body));
  document.body.dispatchEvent(new CustomEvent("plenary:swapped", { bubbles: true }));
  (document.querySelector("[aria-invalid='true']") ?? document.getElementById("main"))?.focus();
}

export function start(form) {
  addEventListener("popstate", () => location.reload());
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const chosen = [...form.querySelectorAll('input[type="file"]')].some((input) => input.files.length);
    if (!chosen) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const buttons = [...form.elements].filter((element) => element.type === "submit");
    const { line, label, progress } = bar(form);
    const request = new XMLHttpRequest();
    const release = (text) => {
      label.textContent = text;
      progress.remove();
      for (const button of buttons) button.disabled = false;
      setTimeout(() => line.remove(), 15000);
    };
    for (const button of buttons) button.disabled = true;
    label.textContent = "Uploading";
    request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => {
      if (!lengthComputable) return;
      progress.value = (100 * loaded) / total;
      label.textContent = loaded < total ? `Uploading, ${Math.floor((100 * loaded) / total)} %` : "Checking the file";
    });
    request.addEventListener("load", () => {
      const html = request.getResponseHeader("content-type")?.includes("html");
      if (html) show(request);
      else release("The server could not take the file. Please try again.");
    });
    request.addEventListener("error", () => release("The upload was interrupted. Check your connection and send it again."));
    // Not form.action: a button of that name would stand in its place.
    request.open("POST", form.getAttribute("action") || location.href);
    request.send(data);
  });
}
