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
