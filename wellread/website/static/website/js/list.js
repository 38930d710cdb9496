// Optional. Keeps a list in step with its filters: htmx asks for the address that a reader would go to, and puts
// its parts in place. What was ticked, opened or typed in the filters stays as it is; only numbers change there.
const main = document.getElementById("page--main");
const panel = document.querySelector(".filters");
const byId = (id) => document.getElementById(id);
const canonical = () => document.querySelector("link[rel=canonical]");
let fresh, toTop;

const follow = () => {
  for (const box of panel.querySelectorAll("[type=checkbox]")) {
    const other = fresh.getElementById(box.id);
    if (!other) continue;
    box.checked = other.checked;
    box.disabled = other.disabled && box !== document.activeElement;
    box.parentElement.querySelector("span").replaceWith(other.parentElement.querySelector("span"));
  }
  canonical().href = fresh.querySelector("link[rel=canonical]").href;
  for (const feed of document.querySelectorAll("link[type='application/atom+xml']")) feed.remove();
  document.head.append(...fresh.querySelectorAll("link[type='application/atom+xml']"));
};
const name = () => panel.querySelector("button").textContent = byId("list--count").firstElementChild.dataset.show;
const toList = () => {
  byId("list--count").scrollIntoView({ behavior: "instant" });
  byId("list--count").focus({ preventScroll: true });
};
const goThere = ({ detail }) => location.assign(detail.pathInfo.finalRequestPath);

// The words of a search stay in the address and nowhere else.
const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");

main.classList.add("browse--live");
addEventListener("load", forget);
addEventListener("pagehide", forget);
panel.addEventListener("submit", () => {
  panel.open = false;
  toTop = true;
});
main.addEventListener("click", ({ target }) => toTop = !!target.closest(".pages a"));
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  fresh = new DOMParser().parseFromString(detail.xhr.responseText, "text/html");
});
document.addEventListener("htmx:beforeHistoryUpdate", ({ detail }) => {
  const { pathname, search } = new URL(fresh.querySelector("link[rel=canonical]").href);
  detail.history.path = pathname + search;
});
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "list--found") return;
  forget();
  follow();
  name();
  if (toTop) toList();
  else if (document.activeElement === document.body) (document.querySelector(".chips a") || byId("list--count")).focus();
  toTop = false;
});
// Without an answer, or with a page that is none of the list, the browser goes there and says so.
document.addEventListener("htmx:responseError", goThere);
document.addEventListener("htmx:sendError", goThere);
document.addEventListener("htmx:timeout", goThere);
