// A field that does not hold what the server wrote into it.
function isChanged(field) {
  if (field.type === "hidden" || field.type === "file") return false;
  if (field instanceof HTMLSelectElement) {
    const options = [...field.options];
    const isUntold = !field.multiple && options.every((option) => !option.defaultSelected);
    return isUntold ? field.selectedIndex > 0 : options.some((option) => option.selected !== option.defaultSelected);
  }
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return field.defaultValue !== undefined && field.value !== field.defaultValue;
}

// One may have typed before this script was there. What a browser puts back on its way through its history was not typed.
export function isTypedInto(form) {
  const [way] = performance.getEntriesByType("navigation");
  return way?.type === "navigate" && [...form.elements].some(isChanged);
}
