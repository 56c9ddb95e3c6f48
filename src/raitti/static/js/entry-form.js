// The form of an entry: languages as tabs, a filter for topics, folds that open where something is to be mended.

for (const group of document.querySelectorAll("[data-tongues]")) {
  const panels = [...group.querySelectorAll(".tongue")];
  const list = Object.assign(document.createElement("div"), { className: "tabs" });
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", group.querySelector("legend").textContent);
  const tabs = panels.map((panel) => {
    const { code, language, short } = panel.dataset;
    const tab = Object.assign(document.createElement("button"), { type: "button", id: `${panel.id}-tab`, textContent: short || language });
    if (short) tab.append(Object.assign(document.createElement("span"), { className: "hidden-text", textContent: ` ${language}` }));
    tab.lang = code;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    const fold = panel.querySelector(":scope > details");
    if (fold) fold.open = true;
    list.append(tab);
    return tab;
  });
  function choose(number, focus) {
    tabs.forEach((tab, each) => {
      tab.setAttribute("aria-selected", String(each === number));
      tab.tabIndex = each === number ? 0 : -1;
      panels[each].hidden = each !== number;
    });
    if (focus) tabs[number].focus();
  }
  // Whoever turns to another language means all texts of the form.
  function turnTo(number, focus) {
    choose(number, focus);
    const { code } = panels[number].dataset;
    document.dispatchEvent(new CustomEvent("turn-to-language", { detail: { code, by: group } }));
  }
  document.addEventListener("turn-to-language", ({ detail }) => {
    const number = panels.findIndex((panel) => panel.dataset.code === detail.code);
    if (detail.by !== group && number >= 0) choose(number);
  });
  tabs.forEach((tab, number) => {
    tab.addEventListener("click", () => turnTo(number));
    tab.addEventListener("keydown", ({ key }) => {
      const to = { ArrowRight: number + 1, ArrowLeft: number - 1, Home: 0, End: tabs.length - 1 }[key];
      if (to !== undefined) turnTo((to + tabs.length) % tabs.length, true);
    });
    panels[number].addEventListener("show-me", () => choose(number));
  });
  group.classList.add("tabbed");
  panels[0].before(list);
  choose(Math.max(0, panels.findIndex((panel) => panel.querySelector(".error"))));
}

// A topic offered from the words and the same one in the list are one tick.
document.addEventListener("change", ({ target }) => {
  const group = target.type === "checkbox" && target.closest("[data-topics]");
  if (!group) return;
  for (const box of group.querySelectorAll("input[type=checkbox]")) if (box.value === target.value) box.checked = target.checked;
});

for (const group of document.querySelectorAll("[data-topics]")) {
  const folds = [...group.querySelectorAll("details")];
  if (!folds.length) continue;
  const template = document.getElementById("topic-filter");
  if (!template) continue;
  const box = template.content.cloneNode(true);
  const input = box.querySelector("input");
  input.id = `${group.id}-filter`;
  box.querySelector("label").htmlFor = input.id;
  const open = folds.map((fold) => fold.open);
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    folds.forEach((fold, number) => {
      let found = 0;
      for (const label of fold.querySelectorAll("[data-words]")) {
        label.hidden = Boolean(wanted) && !label.dataset.words.includes(wanted);
        found += label.hidden ? 0 : 1;
      }
      fold.hidden = found === 0;
      fold.open = wanted ? found > 0 : open[number] || Boolean(fold.querySelector(":checked"));
    });
  });
  // Enter here would publish.
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  folds[0].before(box);
}

function show(id) {
  const target = id && document.getElementById(id);
  if (!target) return;
  target.closest(".tongue")?.dispatchEvent(new Event("show-me"));
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  (target.matches("input, textarea, select, button") ? target : target.querySelector("input, textarea, select") || target).focus();
}
document.getElementById("problems")?.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  show(decodeURIComponent(link.hash.slice(1)));
});
document.getElementById("problems")?.focus();
