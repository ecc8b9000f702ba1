// Comfort for the form of an award: the preview, the field of expiry, and a draft in this tab.
const form = document.querySelector("form[data-draft], form[data-once]");
const preview = document.querySelector(".preview");
const language = document.documentElement.lang;
const value = (name) => form.elements[name]?.value ?? "";

const days = new Intl.DateTimeFormat(language === "pl" ? "pl-PL" : "en-GB", language === "pl"
  ? { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" }
  : { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

const clear = form.querySelector("button[value=clear]");

function show() {
  const until = Date.parse(value("valid_until"));
  for (const place of document.querySelectorAll("[data-until]")) {
    place.textContent = Number.isNaN(until) ? place.dataset.forever : days.format(until);
  }
  if (clear) clear.hidden = !value("valid_until");
  if (!preview) return;
  const holder = `${value("first_name").trim()} ${value("last_name").trim()}`.trim();
  const place = preview.querySelector("[data-shows=holder]");
  place.textContent = holder || preview.dataset.nobody;
  place.classList.toggle("nobody", !holder);
  const title = preview.querySelector("[data-shows=title]");
  const titled = preview.getAttribute(`data-title-${value("language").toLowerCase()}`);
  if (titled) {
    title.textContent = titled;
    title.lang = value("language");
  }
}

// The button clears at once; without scripts it asks the server.
clear?.addEventListener("click", (event) => {
  event.preventDefault();
  form.elements.valid_until.value = "";
  form.elements.valid_until.dispatchEvent(new Event("input", { bubbles: true }));
  clear.parentElement.querySelector("summary").focus();
});

// A field that a browser complains about must be seen.
form.addEventListener("invalid", (event) => {
  for (let at = event.target; at; at = at.parentElement) if (at.localName === "details") at.open = true;
}, true);

// The draft: what stands in the form, kept by this tab until it is sent. Files are never in it.
const SKIPPED = ["csrf", "step", "seen", "do"];
const FOUND_ANEW = /^evidence-\d+-(name|description|url|narrative|upload)$/;
const key = `insygnia-draft:${form.dataset.draft}`;

function typed() {
  const kept = [...form.elements].filter((field) => field.name && field.type !== "file");
  return Object.fromEntries(kept.filter((field) => !SKIPPED.includes(field.name))
    .map((field) => [field.name, field.value]));
}

function put(draft) {
  let changed = false;
  for (const [name, text] of Object.entries(draft)) {
    let field = form.elements[name];
    if (!field && FOUND_ANEW.test(name)) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name });
      form.append(field);
    }
    if (!field || field.value === text) continue;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    changed ||= name !== "once";
  }
  return changed;
}

function keepDraft() {
  const store = sessionStorage;
  const again = ["reload", "back_forward"].includes(performance.getEntriesByType("navigation")[0]?.type);
  const draft = store.getItem(key);
  if (draft && (again || "fresh" in form.dataset) && put(JSON.parse(draft))) {
    document.querySelector("[data-restored]")?.removeAttribute("hidden");
  }
  const save = () => store.setItem(key, JSON.stringify(typed()));
  if (!("fresh" in form.dataset) || draft) save();
  form.addEventListener("input", save);
  form.addEventListener("submit", (event) => {
    save();
    // Once the award is made, drafts.js takes this one away.
    if (event.submitter?.value === "award") store.setItem("insygnia-sent", key);
  });
  document.querySelector("[data-discard]")?.addEventListener("click", () => {
    store.removeItem(key);
    location.replace(location.pathname);
  });
}

form.addEventListener("input", show);
if (form.dataset.draft) {
  try {
    keepDraft();
  } catch {
    // A browser that keeps nothing keeps no draft.
  }
}
show();
