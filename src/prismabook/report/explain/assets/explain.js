"use strict";
// Marks and cards of the same passage light up together; the legend's buttons hide and show.
const of = (number) => document.querySelectorAll(`mark[data-p~="${number}"], .card[data-p="${number}"]`);
const light = (event, on) => {
  const at = event.target.closest("mark[data-p], .card[data-p], .tag");
  if (!at) return;
  const numbers = at.dataset.p ? at.dataset.p.split(" ") : [at.textContent];
  for (const element of of(numbers[numbers.length - 1])) element.classList.toggle("on", on);
};
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(name, (event) => light(event, on));
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-hide]");
  const mark = event.target.closest("mark[data-p]");
  if (button) {
    const shown = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!shown));
    document.body.classList.toggle(`hide-${button.dataset.hide}`, shown);
  } else if (mark) {
    const numbers = mark.dataset.p.split(" ");
    document.getElementById(`d${numbers[numbers.length - 1]}`).scrollIntoView({ block: "nearest" });
  }
});
