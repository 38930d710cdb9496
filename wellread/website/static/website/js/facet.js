// Optional. Finds a term in a long facet while you type; without scripts the field is not there, and all terms are.
const folded = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
for (const input of document.querySelectorAll("[data-finds]")) {
  const facet = document.getElementById(input.dataset.finds);
  const all = facet.querySelector("details");
  const none = facet.querySelector("[data-none]");
  let sought = "", wasOpen = false;
  const find = () => {
    const words = folded(input.value);
    let found = 0;
    if (all && !sought) wasOpen = all.open;
    if (all) all.open = words ? true : wasOpen;
    sought = words;
    for (const item of [...facet.querySelectorAll("li")].reverse()) {
      const fits = folded(item.querySelector("label").textContent).includes(words);
      item.hidden = !fits && !item.querySelector("li:not([hidden])");
      if (fits) found += 1;
    }
    none.textContent = found ? "" : none.dataset.none;
  };
  input.addEventListener("input", find);
  // The field chooses among boxes; it is none of the filters.
  input.addEventListener("change", (change) => change.stopPropagation());
  input.addEventListener("keydown", (press) => {
    if (press.key === "Enter") press.preventDefault();
    if (press.key !== "Escape" || !input.value) return;
    press.preventDefault();
    input.value = "";
    find();
  });
}
