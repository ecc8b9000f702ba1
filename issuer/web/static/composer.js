// The picture follows the choices of the composer at once; without this, by its button.
const composer = document.querySelector("[data-composer]");
const form = composer.closest("form");
const image = composer.querySelector("[data-composed]");
const PAUSE = 250;
let waiting;

const value = (name) => form.elements[`composer/${name}`].value;

const draw = () => {
  const language = value("wording");
  const title = language ? form.elements[`/texts/${language}/name`].value.trim().slice(0, 250) : "";
  const asked = new URLSearchParams({
    shape: value("shape"),
    colour: value("colour"),
    mark: value("mark"),
    letters: value("letters"),
    title,
    language: title ? language : "",
  });
  // Letters that cannot be drawn leave the last picture; what is wrong with them is said on saving.
  const next = new Image();
  next.addEventListener("load", () => { image.src = next.src; });
  next.src = `/templates/composed.svg?${asked}`;
};

composer.querySelector("[data-redraw]").hidden = true;
form.addEventListener("input", (event) => {
  const name = event.target.name ?? "";
  if (!name.startsWith("composer/") && !/^\/texts\/[^/]+\/name$/.test(name)) return;
  clearTimeout(waiting);
  waiting = setTimeout(draw, PAUSE);
});
// Whoever writes letters wants letters.
form.elements["composer/letters"].addEventListener("input", () => { form.elements["composer/mark"].value = "letters"; });
