// The knobs of a plan answer by themselves; without this the button does.

const show = (range) => {
  for (const output of document.querySelectorAll(`output[for="${range.id}"]`)) output.value = range.value;
};
document.addEventListener("input", (event) => {
  if (event.target.type === "range") show(event.target);
});

// A figure that cannot be taken in is shown with its reason, as it is without a script.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// What is answered above a knob moves it: it stays where the eye and the finger are, and what came of it is said aloud.
let held = null;
document.addEventListener("htmx:beforeSwap", () => {
  const { id } = document.activeElement;
  held = id ? { id, top: document.activeElement.getBoundingClientRect().top } : null;
});
document.addEventListener("htmx:afterSettle", () => {
  const knob = held && document.getElementById(held.id);
  if (knob) window.scrollBy({ top: knob.getBoundingClientRect().top - held.top, behavior: "instant" });
  const told = document.querySelector("[data-told]");
  if (told) document.getElementById("told").textContent = told.textContent;
});
