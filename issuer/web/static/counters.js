// Counts characters as the server does: code points after NFC and trimming, never UTF-16 units.
const PAUSE = 800;

for (const counter of document.querySelectorAll("[data-counts]")) {
  const field = document.getElementById(counter.dataset.counts);
  const limit = Number(counter.dataset.limit);
  const spoken = document.createElement("span");
  spoken.className = "unseen";
  spoken.setAttribute("role", "status");
  counter.after(spoken);
  let waiting;

  const count = (speak) => {
    const used = [...field.value.normalize("NFC").trim()].length;
    const text = `${used} / ${limit}`;
    counter.textContent = text;
    counter.classList.toggle("over", used > limit);
    clearTimeout(waiting);
    // Politely: only near the end, and only when the typing rests.
    if (speak && used > limit * 0.9) {
      waiting = setTimeout(() => { spoken.textContent = text; }, PAUSE);
    }
  };
  field.addEventListener("input", () => count(true));
  count(false);
}
