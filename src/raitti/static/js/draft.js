// What is typed is never lost: saved as a draft while one writes, kept in this browser while it cannot be.

// A browser may refuse to give its storage at all, so it is asked for each time.
const storeIn = (storage) => ({
  read(key) {
    try { return JSON.parse(storage().getItem(key)); } catch { return null; }
  },
  write(key, value) {
    try { storage().setItem(key, JSON.stringify(value)); } catch { /* The form itself still has it. */ }
  },
  drop(key) {
    try { storage().removeItem(key); } catch { /* Nothing was kept then. */ }
  },
});
const store = storeIn(() => localStorage);
const thisWindow = storeIn(() => sessionStorage);
const keyOf = (words) => `raitti-draft ${words}`;

const published = document.querySelector("[data-published]");
if (published) {
  // "17 service-6f1c…" is person 17's form of that service.
  store.drop(keyOf(published.dataset.published.replace(/^(\S+ [a-z]+)-/, "$1 ")));
}

const form = document.querySelector("form[data-draft]");
if (form) {
  const key = keyOf(form.dataset.draft);
  const sentAt = thisWindow.read(key);
  thisWindow.drop(key);
  const said = document.getElementById("draft-said");
  const others = document.getElementById("draft-others");
  const trouble = document.getElementById("draft-trouble");
  const notWritten = new Set(["csrfmiddlewaretoken", "begun", "stamp"]);
  const written = () => [...new FormData(form)].filter(([name, value]) => !notWritten.has(name) && typeof value === "string");
  let waiting = 0;
  let turn = 0;

  function tell(what) {
    trouble.hidden = !what;
    for (const part of trouble.children) part.hidden = part.dataset.said !== what;
  }

  // After signing in anew, in this tab or another, the cookie knows the token that counts.
  function renewToken() {
    const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    if (cookie) form.elements.csrfmiddlewaretoken.value = cookie.slice("csrftoken=".length);
  }

  async function send(fields) {
    renewToken();
    const body = new FormData();
    for (const name of notWritten) body.append(name, form.elements[name].value);
    for (const [name, value] of fields) body.append(name, value);
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST", body, redirect: "manual", headers: { Accept: "application/json" }, signal: AbortSignal.timeout(20000),
    });
    if (!answer.ok) throw Object.assign(new Error("not saved"), { status: answer.status || 401 });
    const told = await answer.json();
    form.elements.stamp.value = told.stamp;
    return told;
  }

  async function save() {
    clearTimeout(waiting);
    const mine = (turn += 1);
    try {
      const told = await send(written());
      if (mine !== turn) return;
      said.textContent = told.saved;
      others.replaceChildren(...told.others.map((sentence) => Object.assign(document.createElement("p"), { className: "notice", textContent: sentence })));
      store.drop(key);
      tell("");
    } catch (problem) {
      if (mine !== turn) return;
      tell({ 401: "signed-out", 403: "signed-out", 409: "elsewhere" }[problem.status] || "offline");
      if (problem.status !== 409) waiting = setTimeout(save, 10000);
    }
  }

  form.addEventListener("input", () => {
    store.write(key, written());
    clearTimeout(waiting);
    waiting = setTimeout(save, 1000);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    turn += 1;
    renewToken();
    thisWindow.write(key, form.elements.stamp.value);
  });
  addEventListener("online", () => { if (store.read(key)) save(); });
  addEventListener("pageshow", ({ persisted }) => {
    renewToken();
    // Come back to by "back", the page may be older than the draft; what is not saved yet is kept and offered.
    if (persisted) location.reload();
  });
  document.querySelector("[data-drops-draft]")?.addEventListener("click", () => store.drop(key));

  // A button that adds a part sends all that is written: the page that comes back has that part besides.
  function cameBackWithMore(fields) {
    const now = new Set(written().map((field) => JSON.stringify(field)));
    return sentAt !== null && sentAt !== form.elements.stamp.value && fields.every((field) => now.has(JSON.stringify(field)));
  }

  const kept = store.read(key);
  if (kept && !cameBackWithMore(kept) && JSON.stringify(kept) !== JSON.stringify(written())) {
    tell("kept");
    trouble.addEventListener("click", async ({ target }) => {
      if (target.dataset.kept === "drop") { store.drop(key); tell(""); }
      if (target.dataset.kept === "use") {
        try {
          await send(kept);
          store.drop(key);
          location.reload();
        } catch (problem) {
          tell(problem.status === 401 || problem.status === 403 ? "signed-out" : "offline");
        }
      }
    });
  } else {
    store.drop(key);
  }
}
