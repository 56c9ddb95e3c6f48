// Passkeys: the browser shows its own dialog, we only carry what it says. Without a script the rest of the page works.

const toBytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (list) => (list || []).map((known) => ({ ...known, id: toBytes(known.id) }));

function spoken(credential, names) {
  const response = {};
  for (const name of names) if (credential.response[name]) response[name] = toText(credential.response[name]);
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function create(form, options) {
  const wanted = { ...options.publicKey, challenge: toBytes(options.publicKey.challenge) };
  wanted.user = { ...wanted.user, id: toBytes(wanted.user.id) };
  wanted.excludeCredentials = withBytes(wanted.excludeCredentials);
  const alone = form.elements.passwordless && form.elements.passwordless.checked;
  wanted.authenticatorSelection = {
    ...wanted.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: Boolean(alone),
    ...(alone ? { userVerification: "required" } : {}),
  };
  return spoken(await navigator.credentials.create({ publicKey: wanted }), ["clientDataJSON", "attestationObject"]);
}

async function get(form, options) {
  const wanted = { ...options.publicKey, challenge: toBytes(options.publicKey.challenge) };
  wanted.allowCredentials = withBytes(wanted.allowCredentials);
  const parts = ["clientDataJSON", "authenticatorData", "signature", "userHandle"];
  return spoken(await navigator.credentials.get({ publicKey: wanted }), parts);
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return (await answer.json()).request_options;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!("PublicKeyCredential" in window)) continue;
  const trouble = form.querySelector("[data-trouble]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble.textContent = "";
    try {
      const options = await optionsOf(form);
      form.elements.credential.value = await (form.dataset.passkey === "create" ? create : get)(form, options);
      form.submit();
    } catch {
      // Cancelled, or no passkey here: the person may try again or go another way.
      trouble.textContent = trouble.dataset.trouble;
    }
  });
}
