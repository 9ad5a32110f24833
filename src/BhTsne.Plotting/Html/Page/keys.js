// Buttons and keys that move the view and choose tools.

function zoomMiddle(factor) {
  camera.zoomAt(camera.width / 2, camera.centreY, factor);
  moved();
}

function reset() {
  camera.reset();
  moved();
}

function setSpin(on) {
  spinning = spatial && on;
  element("spin").setAttribute("aria-pressed", spinning);
  request();
}

element("zoom-in").onclick = () => zoomMiddle(1.5);
element("zoom-out").onclick = () => zoomMiddle(1 / 1.5);
element("reset").onclick = reset;
element("spin").hidden = !spatial;
element("spin").onclick = () => setSpin(!spinning);

// On the map: the arrows move the view, or what the tool or the walk from point to point makes of them.
const steps = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
overlayCanvas.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || (event.altKey && event.key !== "Enter")) return;
  if (crossKey(event) || walkKey(event)) {
    // The key has done its work.
  } else if (steps[event.key]) {
    const [dx, dy] = steps[event.key];
    if (spatial && !event.shiftKey) camera.rotate(-dx / 3, -dy / 3); else camera.pan(dx, dy);
    setSpin(false);
    moved();
  } else if (event.key === "+" || event.key === "=") zoomMiddle(1.3);
  else if (event.key === "-") zoomMiddle(1 / 1.3);
  else if (event.key === "0") reset();
  else if (event.key === " ") setSpin(!spinning);
  else return;
  event.preventDefault();
});

// Anywhere but in a text field.
const pageKeys = {
  "/": () => search.focus(),
  "?": () => openHelp(),
  m: () => element("tool-move").onclick(),
  l: () => element("tool-lasso").onclick(),
  b: () => element("tool-box").onclick(),
  d: () => nextScheme(),
  n: () => element("names").onclick(),
  i: () => selection.invert(),
  c: () => selection.clear(),
  z: () => element("selection-zoom").onclick(),
};
addEventListener("keydown", event => {
  const { tagName, type } = event.target ?? {};
  if (event.ctrlKey || event.metaKey || event.altKey || tagName === "SELECT" || tagName === "TEXTAREA") return;
  if (tagName === "INPUT" && type !== "range" && type !== "checkbox" && type !== "radio") return;
  if (!pageKeys[event.key] || !element("help-dialog").hidden) return;
  event.preventDefault();
  pageKeys[event.key]();
});
