// Buttons and keys that move the view.

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

const steps = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
overlayCanvas.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (steps[event.key]) {
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
addEventListener("keydown", event => {
  if (event.key === "/" && document.activeElement !== search) {
    event.preventDefault();
    search.focus();
  }
});
