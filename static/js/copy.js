// <button data-copy="text"> or data-copy-from="#id" puts text on the clipboard and says so for a moment.
import { say } from "./say.js";

export function start(button) {
  const words = button.textContent;
  button.addEventListener("click", async () => {
    const from = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
    const text = from ? (from.value ?? from.textContent) : button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text.trim());
      button.textContent = "Copied";
      say("Copied");
    } catch {
      button.textContent = "Copy it by hand";
      if (from instanceof HTMLInputElement || from instanceof HTMLTextAreaElement) from.select();
    }
    setTimeout(() => (button.textContent = words), 2000);
  });
}
