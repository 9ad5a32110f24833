// Moves the points from one map to another.

const steady = matchMedia("(prefers-reduced-motion: reduce)").matches; // Maps follow one another without steps between them.
const morphTime = 900; // Milliseconds.
const ease = share => share * share * (3 - 2 * share);

// Draws the places that have changed.
function sendPlaces() {
  for (const layer of layers) points.send(layer, "place");
  hover(null);
  moved();
}

// The map that is shown is another one, at rest or nearly so.
function setMapShown(m) {
  if (m === mapShown) return;
  mapShown = m;
  for (const listener of mapListeners) listener(m);
}

// The points have come to rest in the map that is shown.
const restListeners = [];
const onMapRest = listener => restListeners.push(listener);

function rest() {
  for (const listener of restListeners) listener(mapShown);
}

// From what is shown now to a map that has been read; a new movement ends this one.
let morphing = null;

function morphTo(m) {
  const target = frameOf(m);
  setMapShown(m);
  morphing = null;
  if (steady) {
    showFrame(target);
    sendPlaces();
    rest();
    return;
  }
  const own = morphing = { from: frameNow(), start: performance.now() };
  const step = now => {
    if (morphing !== own) return;
    const share = Math.min(1, Math.max(0, (now - own.start) / morphTime));
    if (share < 1) showFrame(own.from, target, ease(share)); else showFrame(target);
    sendPlaces();
    if (share < 1) {
      requestAnimationFrame(step);
    } else {
      morphing = null;
      rest();
    }
  };
  requestAnimationFrame(step);
}
