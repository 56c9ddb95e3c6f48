// What is typed into a long text is kept in this browser until it has been saved.
const form = document.querySelector("form[data-keep]");
if (form) {
  const key = `raitti-kept ${form.dataset.keep}`;
  const fields = [...form.querySelectorAll("textarea, input[type=text]")];
  const read = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const drop = () => { try { localStorage.removeItem(key); } catch { /* Nothing was kept then. */ } };
  const basis = form.elements.based_on ? form.elements.based_on.value : "";
  const kept = read();
  // A text saved meanwhile is a newer one: what was kept on top of an older is not put over it.
  if (kept && kept.basis === basis && fields.some((field) => field.name in kept.words && kept.words[field.name] !== field.value)) {
    for (const field of fields) if (field.name in kept.words) field.value = kept.words[field.name];
    const told = document.getElementById("kept");
    if (told) told.hidden = false;
  } else if (kept) {
    drop();
  }
  form.addEventListener("input", () => {
    const words = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    try { localStorage.setItem(key, JSON.stringify({ basis, words })); } catch { /* The form itself still has it. */ }
  });
}
