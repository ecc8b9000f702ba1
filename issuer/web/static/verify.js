// Sends a badge to the public verification and shows the report: a file, or our own badge at ?url=.
const form = document.getElementById("verification");
const report = document.getElementById("report");
const text = report.querySelector("p");

async function check(badge) {
  report.hidden = false;
  text.textContent = form.dataset.waiting;
  try {
    const answer = await fetch(`/api/v1/verify?lang=${form.dataset.language}`, {
      method: "POST",
      headers: { Accept: "text/plain", "Content-Type": "application/octet-stream" },
      body: badge,
    });
    text.textContent = answer.ok ? await answer.text() : form.dataset.failed;
  } catch {
    text.textContent = form.dataset.failed;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const file = form.elements.file.files[0];
  if (file) check(file);
});

const asked = new URLSearchParams(location.search).get("url");
if (asked) {
  const place = new URL(asked, location.href);
  if (/^\/credentials\/[0-9a-f-]{36}$/.test(place.pathname)) {
    const badge = await fetch(`${place.pathname}.json`);
    if (badge.ok) check(await badge.blob());
    else {
      report.hidden = false;
      text.textContent = form.dataset.failed;
    }
  }
}
