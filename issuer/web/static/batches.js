// Keeps the progress of an import up to date, and opens the page anew when something else begins.
const PAUSE = 1000;
const AFTER_A_FAILURE = 5000;
const EVERY_PERCENT = 10;

const place = document.querySelector("[data-progress]");
const bar = place?.querySelector("progress");
const line = place?.querySelector("[data-line]");
const said = place?.querySelector("[data-said]");
let told = 0;

async function look() {
  let pause = PAUSE;
  try {
    const answer = await fetch(place.dataset.progress, { headers: { Accept: "application/json" } });
    // Signed out, or given up by somebody: the page says so.
    if (!answer.ok && answer.status < 500) return location.replace(location.pathname);
    if (!answer.ok) throw new Error(answer.statusText);
    const found = await answer.json();
    const asks = document.querySelector("dialog[open]");
    if (found.state !== place.dataset.state && !asks) return location.replace(location.pathname);
    line.textContent = found.line;
    if (bar?.hasAttribute("value")) bar.value = found.percent;
    // Politely: not at every second.
    if (found.percent - told >= EVERY_PERCENT) {
      told = found.percent;
      said.textContent = found.line;
    }
  } catch {
    pause = AFTER_A_FAILURE;
  }
  setTimeout(look, pause);
}

// A question that stands open is not taken away.
if (place && !new URLSearchParams(location.search).has("ask")) setTimeout(look, PAUSE);
