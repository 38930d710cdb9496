// Optional. Copies the address of the page, or of one question. Without scripts the address stands there to be read.
const button = document.querySelector("[data-copy]");
if (button && navigator.clipboard) {
  const said = document.getElementById("page--copied");
  const tell = () => {
    said.textContent = said.dataset.copied;
    setTimeout(() => { said.textContent = ""; }, 4000);
  };
  const copy = (anchor) => navigator.clipboard.writeText(button.dataset.copy + anchor).then(tell, () => {});
  button.hidden = false;
  button.addEventListener("click", () => copy(""));
  for (const link of document.querySelectorAll(".anchor")) link.addEventListener("click", () => copy(link.hash));
}
