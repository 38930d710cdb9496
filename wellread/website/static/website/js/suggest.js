// Optional. Offers what somebody may be typing (the ARIA 1.2 combobox); without scripts the field is a field.
for (const list of document.querySelectorAll("[data-suggest]")) {
  const input = list.closest("form").querySelector("[name=q]");
  const told = list.nextElementSibling;
  let active = -1, timer, asked;

  const point = (number) => {
    active = number;
    [...list.children].forEach((item, at) => item.ariaSelected = at === active);
    const item = list.children[active];
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  };
  const show = (found) => {
    list.replaceChildren(...found.map(({ kind, text, through, url }, at) => {
      const item = document.createElement("li"), what = document.createElement("span");
      item.id = `${list.id}-${at}`;
      item.role = "option";
      item.dataset.url = url;
      what.textContent = list.dataset[kind] || "";
      item.append(text, through && ` (${through})`, " ", what);
      return item;
    }));
    list.hidden = !found.length;
    input.ariaExpanded = !list.hidden;
    told.textContent = [list.hidden ? "" : told.dataset.one, told.dataset.many.replace("#", found.length)][+(found.length > 1)];
    point(-1);
  };
  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    show([]);
  };
  const ask = async () => {
    const words = input.value.trim();
    asked?.abort();
    if ([...words].length < 2) return show([]);
    const mine = asked = new AbortController();
    try {
      const answer = await fetch(list.dataset.suggest + encodeURIComponent(words), { signal: mine.signal, credentials: "omit" });
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (mine === asked && !mine.signal.aborted) show(found);
    } catch {
      if (mine === asked && !mine.signal.aborted) show([]);
    }
  };
  const go = (item) => {
    const { pathname, hash } = new URL(item.dataset.url, location);
    close();
    location.assign(pathname + hash);
  };

  input.type = "text";
  input.enterKeyHint = "search";
  input.role = "combobox";
  input.ariaAutoComplete = "list";
  input.ariaExpanded = false;
  input.setAttribute("aria-controls", list.id);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (press) => {
    const many = list.children.length;
    if (press.isComposing) return;
    if (press.key === "ArrowDown" && !many) ask();
    else if (press.key === "ArrowDown") point(active + 1 < many ? active + 1 : -1);
    else if (press.key === "ArrowUp" && many) point(active < 0 ? many - 1 : active - 1);
    else if (press.key === "Escape" && many) close();
    else if (press.key === "Enter" && active >= 0) go(list.children[active]);
    else return;
    press.preventDefault();
  });
  list.addEventListener("pointerdown", (press) => press.preventDefault());
  list.addEventListener("click", (press) => press.target.closest("li") && go(press.target.closest("li")));
}
