// Light, dark or the system's choice: [data-theme-switch] holds one button a choice.
const KEY = "plenary-theme";

function remember(theme) {
  try {
    if (theme) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
  } catch {
    // Storage may be closed to us; the choice then lasts for this page.
  }
}

export function start(group) {
  const show = () => {
    const theme = document.documentElement.dataset.theme ?? "";
    for (const button of group.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === theme));
  };
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.value) document.documentElement.dataset.theme = button.value;
    else delete document.documentElement.dataset.theme;
    remember(button.value);
    show();
  });
  show();
}
