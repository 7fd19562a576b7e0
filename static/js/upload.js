// form[data-upload] sends its files with a progress bar, in parts where the form has data-uploads: the address where
// uploads begin (tus 1.0.0). What has arrived is not sent again after a lost connection, a reload or a closed lid.
// The page that answers takes this one's place; it is shown as it came, so that a message it carries is not lost.
import { sendInParts } from "./upload-parts.js";

function bar(form, input) {
  const line = document.createElement("div");
  line.className = "progress-line";
  const label = document.createElement("span");
  label.setAttribute("role", "status");
  const stop = document.createElement("button");
  stop.type = "button";
  stop.className = "btn btn-small btn-quiet";
  stop.textContent = "Stop";
  const progress = document.createElement("progress");
  progress.max = 100;
  progress.setAttribute("aria-label", "Upload");
  line.append(label, stop, progress);
  (input.closest("[data-drop]") ?? form).append(line);
  return { line, label, stop, progress };
}

function problem(text) {
  const list = document.createElement("ul");
  list.className = "errorlist upload-problem";
  list.setAttribute("role", "alert");
  list.append(document.createElement("li"));
  list.firstChild.textContent = text;
  return list;
}

function show(request) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  document.title = page.title;
  history.pushState(null, "", request.responseURL);
  document.body.replaceWith(document.adoptNode(page.body));
  document.body.dispatchEvent(new CustomEvent("plenary:swapped", { bubbles: true }));
  (document.querySelector("[aria-invalid='true']") ?? document.getElementById("main"))?.focus();
}

function post(form, data, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 100000) onProgress(loaded / total);
    });
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => reject(new Error("The upload was interrupted. Check your connection and send it again.")));
    // Not form.action: a button of that name would stand in its place.
    request.open("POST", form.getAttribute("action") || location.href);
    request.send(data);
  });
}

export function start(form) {
  addEventListener("popstate", () => location.reload());
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    const inputs = [...form.querySelectorAll('input[type="file"]')].filter((input) => input.files.length);
    if (!inputs.length) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const buttons = [...form.elements].filter((element) => element.type === "submit");
    form.querySelector(".upload-problem")?.remove();
    const { line, label, stop, progress } = bar(form, inputs[0]);
    const far = (share) => {
      progress.value = 100 * share;
      label.textContent = share < 1 ? `Uploading, ${Math.floor(100 * share)} %` : "Checking the file";
    };
    for (const button of buttons) button.disabled = true;
    label.textContent = "Uploading";
    try {
      if (form.dataset.uploads) await sendInParts(form, inputs, data, { far, say: (text) => (label.textContent = text), stop });
      stop.remove();
      const request = await post(form, data, far);
      if (!request.getResponseHeader("content-type")?.includes("html")) throw new Error("The server could not take the file. Please try again.");
      show(request);
    } catch (error) {
      line.replaceWith(problem(error.message));
      for (const button of buttons) button.disabled = false;
    }
  });
}
