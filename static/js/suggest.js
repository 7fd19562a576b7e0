// input[list][data-suggest="address"] asks this site for names as one types and offers them in its <datalist>.
// The address takes ?q= and answers JSON {names}. Without it the list that the page brought along stays.
const WAIT = 200;

export function start(input) {
  const list = input.list;
  if (!list) return;
  let timer = 0;
  let asked = "";

  const ask = async () => {
    const typed = input.value.trim();
    if (typed.length < 2 || typed === asked) return;
    asked = typed;
    const response = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`, {
      headers: { Accept: "application/json" },
    }).catch(() => null);
    if (!response?.ok || asked !== typed) return;
    const { names } = await response.json();
    list.replaceChildren(
      ...names.map((name) => {
        const option = document.createElement("option");
        option.value = name;
        return option;
      }),
    );
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
}
