// form[data-paper-search="#results"]: shows those papers of a list that match, in a copy of the site without a server.
// What is looked through lies beside the page (papers/search-index.js); [data-paper] marks each paper of the list.
function matches(paper, asked) {
  const words = asked.q.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    words.every((word) => paper.text.includes(word)) &&
    (!asked.track || paper.track === asked.track) &&
    (!asked.kind || paper.kind === asked.kind) &&
    (!asked.topic || paper.topics.includes(asked.topic))
  );
}

export function start(form) {
  const region = document.querySelector(form.dataset.paperSearch);
  const count = form.querySelector("[data-found]");
  const papers = new Map((globalThis.plenaryPapers ?? []).map((paper) => [String(paper.number), paper]));
  const given = new URLSearchParams(location.search);
  for (const [name, value] of given) if (form.elements[name]) form.elements[name].value = value;
  let topic = given.get("topic") ?? "";

  function show() {
    const asked = { q: "", track: "", kind: "", ...Object.fromEntries(new FormData(form)), topic };
    let found = 0;
    for (const item of region.querySelectorAll("[data-paper]")) {
      const paper = papers.get(item.dataset.paper);
      item.hidden = !paper || !matches(paper, asked);
      if (!item.hidden) found += 1;
    }
    for (const list of region.querySelectorAll("ol.papers")) {
      const shown = list.querySelectorAll(":scope > :not([hidden])").length;
      const head = list.previousElementSibling;
      list.hidden = head.hidden = !shown;
      head.querySelector(".tab-count").textContent = String(shown);
    }
    for (const part of region.querySelectorAll("section")) part.hidden = !part.querySelector("[data-paper]:not([hidden])");
    const words = topic ? ` on ${topic}` : "";
    count.textContent = `${found} ${found === 1 ? "paper" : "papers"}${words}`;
  }

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    topic = "";
    setTimeout(show);
  });
  show();
}
