// Optional. Finds a term in a long facet while you type; without scripts the field is not there, and all terms are.
for (const input of document.querySelectorAll("[data-finds]")) {
  const facet = document.getElementById(input.dataset.finds);
  const all = facet.querySelector("details");
  const none = facet.querySelector("[data-none]");
  input.closest("[hidden]").hidden = false;
  input.addEventListener("input", () => {
    const words = input.value.trim().toLowerCase();
    let found = 0;
    if (words && all) all.open = true;
    for (const item of [...facet.querySelectorAll("li")].reverse()) {
      const fits = item.querySelector("label").textContent.toLowerCase().includes(words);
      item.hidden = !fits && !item.querySelector("li:not([hidden])");
      if (fits) found += 1;
    }
    none.textContent = found ? "" : none.dataset.none;
  });
}
