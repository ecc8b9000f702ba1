// The editor of templates: previews of Markdown where they stand, the meter as one writes, and no
// typing lost by leaving the page. Everything here works without it by the buttons of the form.
const form = document.querySelector("form[data-editor]");
const PAUSE = 900;
let changed = false;
let leaving = false;

// Everything that was typed, without the file, which would be sent again and again.
const typed = () => {
  const data = new FormData(form);
  data.delete("image");
  return data;
};

const ask = async (address, data) => {
  const answer = await fetch(address, { method: "POST", body: data, headers: { Accept: "text/html" } });
  return answer.ok ? answer.text() : null;
};

for (const button of form.querySelectorAll("[data-shows]")) {
  const field = document.getElementById(button.dataset.shows);
  const shown = document.getElementById(`preview${button.dataset.shows}`);
  const show = async () => {
    const data = new FormData();
    data.set("csrf", form.elements.csrf.value);
    data.set("text", field.value);
    // The server's own rendering, cleaned by it: the same that pages show.
    const html = await ask(form.dataset.preview, data);
    if (html === null) return false;
    shown.innerHTML = html;
    shown.hidden = false;
    return true;
  };
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    if (!await show()) {
      leaving = true;
      form.requestSubmit(button);
    }
  });
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    if (!shown.hidden) waiting = setTimeout(show, PAUSE);
  });
}

let measuring;
const measure = async () => {
  const data = typed();
  data.set("do", "progress");
  const html = await ask(form.dataset.editor, data);
  if (html === null) return;
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("progress");
  const old = document.getElementById("progress");
  if (!fresh || old.contains(document.activeElement)) return;
  const wasOpen = old.querySelector("details").open;
  old.replaceWith(fresh);
  fresh.querySelector("details").open = wasOpen;
  form.querySelector("[data-activate]").hidden = !("ready" in fresh.dataset);
};

form.addEventListener("input", () => {
  changed = true;
  clearTimeout(measuring);
  measuring = setTimeout(measure, PAUSE);
});
// Rows and previews come back from the server: what was typed before is still not saved.
changed = form.dataset.unsaved !== undefined;
form.addEventListener("submit", () => { leaving = true; });
addEventListener("pageshow", () => { leaving = false; });
addEventListener("beforeunload", (event) => {
  if (changed && !leaving) event.preventDefault();
});

// A link to a field (what is missing, what is wrong, a row just added) leads into it.
const enter = () => {
  const field = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (field?.matches("input, select, textarea")) field.focus();
};
addEventListener("hashchange", enter);
enter();
