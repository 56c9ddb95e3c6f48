// Small helps on top of pages that work without them.

// Suggestions while typing: a plain list of options that the browser itself shows and reads out.
for (const input of document.querySelectorAll("input[data-complete]")) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-options`;
  input.after(list);
  input.setAttribute("list", list.id);
  let waiting = 0;
  let last = "";
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const text = input.value.trim();
      if (text.length < 2 || text === last) return;
      last = text;
      try {
        const answer = await fetch(`${input.dataset.complete}&q=${encodeURIComponent(text)}`);
        if (!answer.ok) return;
        const { suggestions } = await answer.json();
        const words = suggestions.filter((word) => word !== text);
        list.replaceChildren(...words.map((word) => Object.assign(document.createElement("option"), { value: word })));
      } catch {
        // Without suggestions the search still works.
      }
    }, 150);
  });
}

// On a phone the filters stay folded; on a wide screen older browsers get them opened.
const wide = matchMedia("(min-width: 60rem)");
if (wide.matches && !CSS.supports("selector(::details-content)")) {
  for (const fold of document.querySelectorAll("details.fold, details.menu")) fold.open = true;
}
