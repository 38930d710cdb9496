// In the editor's checks panel: what our rules say of the words as they stand in the form, saved or not.
// Wagtail's preview keeps the form on the server whenever it changes; after that we ask what the rules make of it.
(() => {
  const part = () => document.querySelector("[data-rules]");

  const address = (panel) => {
    const preview = document.querySelector('[data-controller~="w-preview"]')?.dataset.wPreviewUrlValue ?? "";
    const written = preview.match(/\/(\d+)\/edit\/preview\/$/);
    const parent = preview.match(/\/(\d+)\/preview\/$/);
    if (written) return panel.dataset.rulesOfArticle.replace("/0/", `/${written[1]}/`);
    return parent ? panel.dataset.rulesOfNew.replace("/0/", `/${parent[1]}/`) : "";
  };

  const count = (panel) => {
    const ours = panel.querySelectorAll("[data-rules-finding]").length;
    const wagtails = Number(document.querySelector('[data-side-panel="checks"] [data-checks-panel]')?.childElementCount);
    const counter = document.querySelector('[data-side-panel-toggle="checks"] [data-side-panel-toggle-counter]');
    const heading = panel.querySelector("[data-rules-count]");
    heading.textContent = ours;
    heading.classList.toggle("has-errors", ours > 0);
    if (counter) {
      counter.textContent = ours + (wagtails || 0);
      counter.hidden = ours + (wagtails || 0) === 0;
    }
  };

  let latest = 0;
  const refresh = async () => {
    const panel = part();
    const url = panel && address(panel);
    if (!url) return;
    const mine = (latest += 1);
    try {
      const answer = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      const html = answer.ok && !answer.redirected ? await answer.text() : "";
      if (mine !== latest) return;
      if (!html) throw new Error(`${answer.status}`);
      panel.querySelector("[data-rules-list]").innerHTML = html;
      panel.querySelector("[data-rules-failed]").hidden = true;
    } catch {
      if (mine === latest) panel.querySelector("[data-rules-failed]").hidden = false;
    }
    count(panel);
  };

  document.addEventListener("w-preview:updated", refresh);
  document.addEventListener("w-preview:content", () => part() && count(part()));
})();
