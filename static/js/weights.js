// [data-weight="group"] on a number: a slider beside it, and each weight's share of all of its group.
function shares(inputs) {
  const total = inputs.reduce((sum, input) => sum + (input.valueAsNumber || 0), 0);
  for (const input of inputs) {
    const part = total ? Math.round((100 * (input.valueAsNumber || 0)) / total) : 0;
    input.parentElement.querySelector("output").textContent = `${part}\u00a0% of the score`;
  }
}

export function start(number) {
  const line = document.createElement("div");
  line.className = "weight";
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: number.min, max: number.max, step: number.step, value: number.value });
  slider.setAttribute("aria-label", number.labels[0]?.textContent.trim() ?? "");
  const share = document.createElement("output");
  share.htmlFor = number.id;
  number.before(line);
  line.append(slider, number, share);
  const group = () =>
    [...(number.form?.querySelectorAll(`[data-weight="${number.dataset.weight}"]`) ?? [])].filter((input) =>
      input.parentElement.classList.contains("weight"),
    );
  slider.addEventListener("input", () => {
    number.value = slider.value;
    shares(group());
  });
  number.addEventListener("input", () => {
    slider.value = number.value;
    shares(group());
  });
  shares(group());
}
