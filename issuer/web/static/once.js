// A form is sent once: the second press of its button is not sent. The server knows repeats as well.
for (const form of document.querySelectorAll("form[data-once]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  // A page that comes back from the browser's memory can be sent again.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
