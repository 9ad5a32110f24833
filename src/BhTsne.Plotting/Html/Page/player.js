// Plays the frames of an animation.

const last = frames.length - 1;
const frameTime = Math.max(40, Math.min(700, 14000 / Math.max(1, last))); // Milliseconds.
const steady = matchMedia("(prefers-reduced-motion: reduce)").matches; // Frames follow one another without steps between them.
const namesOf = new Map([[last, overlay.anchors]]);
let clock = 0;

function show() {
  const position = steady ? Math.floor(playing.position) : playing.position;
  showFrame(position, playing.fit);
  points.send(map, "place");
  overlay.anchors = anchors();
  const frame = frameShown(), kl = frame.kl === undefined ? "" : `   KL ${frame.kl.toPrecision(4)}`;
  element("frame-line").textContent = `Iteration ${thousands(frame.iteration)}${kl}   ${scaleText(frame)}`;
  element("slider").value = Math.round(playing.position);
  element("slider").setAttribute("aria-valuetext", `Iteration ${frame.iteration}`);
  hover(null);
  moved();
}

// The longer side of the box that fits the view at zoom 1.
const scaleText = frame => `Span ${+(2 * halfSpan(playing.fit ? frame.box : allFrames)).toPrecision(3)}`;

// Names gather where the categories are in the nearest frame, and go with the points there.
function anchors() {
  if (!overlay.named) return [];
  const frame = Math.round(playing.position);
  if (!namesOf.has(frame)) {
    showFrame(frame, true);
    namesOf.set(frame, categoryAnchors(1000));
    showFrame(playing.position, playing.fit);
  }
  return namesOf.get(frame);
}

function advance(now) {
  if (!playing.on) return;
  playing.position = Math.min(last, playing.position + Math.min(100, now - clock) / frameTime);
  clock = now;
  if (playing.position === last) setPlaying(false); else requestAnimationFrame(advance);
  show();
}

function setPlaying(on) {
  playing.on = on;
  element("play").setAttribute("data-on", on);
  element("play").setAttribute("aria-label", on ? "Pause" : "Play");
  if (!on) return;
  if (playing.position === last) playing.position = 0;
  clock = performance.now();
  requestAnimationFrame(advance);
}

function goToFrame(frame) {
  setPlaying(false);
  playing.position = Math.max(0, Math.min(last, frame));
  show();
}

element("slider").max = last;
element("slider").addEventListener("input", () => goToFrame(+element("slider").value));
element("play").onclick = () => setPlaying(!playing.on);
element("fit").addEventListener("change", () => { playing.fit = element("fit").checked; show(); });

// Before the map takes the same keys; a text field, and space on a button, keep them.
const frameKeys = {
  " ": () => setPlaying(!playing.on),
  ArrowLeft: () => goToFrame(Math.ceil(playing.position) - 1),
  ArrowRight: () => goToFrame(Math.floor(playing.position) + 1),
  Home: () => goToFrame(0),
  End: () => goToFrame(last),
};
addEventListener("keydown", event => {
  const focused = document.activeElement;
  if (!frameKeys[event.key] || event.ctrlKey || event.metaKey || event.altKey || focused === search) return;
  if (event.key === " " && (focused?.tagName === "BUTTON" || focused === element("fit"))) return;
  frameKeys[event.key]();
  event.preventDefault();
  event.stopPropagation();
}, true);

element("spin").title = "Rotate"; // Space plays.
show();
