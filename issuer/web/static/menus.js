// Menus and help close with Escape, and menus also when something else is pressed.
const opened = () => document.querySelectorAll("details.menu[open], details.help[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const details of opened()) {
    const hadFocus = details.contains(document.activeElement);
    details.open = false;
    if (hadFocus) details.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const details of document.querySelectorAll("details.menu[open]")) {
    if (!details.contains(event.target)) details.open = false;
  }
});
