// A file can be dropped, and a QR code held before the camera. Without this the form does all of it.
const form = document.querySelector("[data-verify]");
const drop = form.querySelector("[data-drop]");
const file = drop.querySelector("input[type=file]");
const words = drop.querySelector("[data-drop-words]");

drop.classList.add("ready");
words.hidden = false;
words.setAttribute("role", "status");
const shown = () => {
  if (file.files.length) words.textContent = `${drop.dataset.chosen} ${file.files[0].name}`;
};
file.addEventListener("change", shown);
// Anywhere on the page: a file that misses the field would otherwise be opened by the browser.
addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  if (event.dataTransfer.files.length) {
    file.files = event.dataTransfer.files;
    shown();
    form.requestSubmit();
    return;
  }
  const text = event.dataTransfer.getData("text/plain").trim();
  if (text) give(text);
});

// What a code or a drop says is an address, or the badge itself.
const give = (text) => {
  const isAddress = /^https?:\/\/\S+$/.test(text);
  form.elements[isAddress ? "url" : "text"].value = text;
  form.requestSubmit();
};

const scan = form.querySelector("[data-scan]");
const dialog = document.getElementById("camera");
const video = dialog.querySelector("video");
const said = dialog.querySelector("[data-camera-words]");
const PAUSE = 200;
let stream;

const stop = () => {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = undefined;
  if (dialog.open) dialog.close();
};
const look = async (detector) => {
  while (stream) {
    const [code] = await detector.detect(video).catch(() => []);
    if (code && stream) {
      stop();
      give(code.rawValue);
      return;
    }
    await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
  }
};
const start = async () => {
  said.textContent = "";
  dialog.showModal();
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    // Closed while the browser asked for leave.
    if (!dialog.open) return stop();
    video.srcObject = stream;
    await video.play();
    look(new BarcodeDetector({ formats: ["qr_code"] }));
  } catch {
    said.textContent = dialog.dataset.failed;
  }
};

if ("BarcodeDetector" in globalThis && navigator.mediaDevices) {
  const formats = await BarcodeDetector.getSupportedFormats();
  scan.hidden = !formats.includes("qr_code");
}
scan.addEventListener("click", start);
dialog.querySelector("[data-stop]").addEventListener("click", stop);
dialog.addEventListener("close", stop);
