// Drafts of awards, kept by this tab (wizard.js): one goes when it was awarded, all on signing out.
const done = document.querySelector("[data-drafts]")?.dataset.drafts;
try {
  const sent = sessionStorage.getItem("insygnia-sent");
  for (const key of Object.keys(sessionStorage)) {
    const isDraft = key.startsWith("insygnia-draft:");
    if (done === "all" ? isDraft : key === sent) sessionStorage.removeItem(key);
  }
  sessionStorage.removeItem("insygnia-sent");
} catch {
  // A browser that keeps nothing has no drafts.
}
