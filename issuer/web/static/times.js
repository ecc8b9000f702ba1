// Instants in the zone of the reader, which is named. Without this they stand in UTC, which is named too.
const language = document.documentElement.lang;
const written = new Intl.DateTimeFormat(language === "pl" ? "pl-PL" : "en-GB", language === "pl"
  ? { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" }
  : { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });

for (const time of document.querySelectorAll("time[data-moment]")) {
  const instant = Date.parse(time.dateTime);
  if (!Number.isNaN(instant)) time.textContent = written.format(instant);
}
