// Shows frames and moves the view. Each frame fills the view: the map grows by powers of ten.

const camera = new Camera();
const parse = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
const darkScheme = matchMedia("(prefers-color-scheme: dark)"), calm = matchMedia("(prefers-reduced-motion: reduce)");
const drawn = createPoints();
const mostMoved = 20000; // More points jump from frame to frame: to move them takes the time that the run needs.
let ratio = 1, opacity = 0, scheduled = false, settle = 0;
let before = null, after = null, begun = 0, duration = 0, arrived = 0, whenDrawn = null;

function createPoints() {
  const webgl = WebglPoints.create(canvases.points);
  if (webgl) {
    webgl.restored = () => request();
    return webgl;
  }
  const fresh = canvases.points.cloneNode(); // A canvas that has been asked for WebGL may give no other context.
  canvases.points.replaceWith(fresh);
  canvases.points = fresh;
  return new CanvasPoints(fresh);
}

function recolor() {
  opacity = camera.opacity;
  const alpha = Math.round(255 * opacity), swatches = facts.swatches.map(pair => parse(pair[darkScheme.matches ? 1 : 0]));
  for (let k = 0; k < count; k++) {
    const swatch = swatches[codes[k]];
    map.color[4 * k] = swatch[0];
    map.color[4 * k + 1] = swatch[1];
    map.color[4 * k + 2] = swatch[2];
    map.color[4 * k + 3] = alpha;
  }
  drawn.send(map, "color");
  request();
}

// The places of a frame in a cube of side 2.
function placesOf(frame) {
  const spans = frame.box.map(([low, high]) => high - low), half = Math.max(...spans) / 2 || 1;
  const places = after && before ? before : new Float32Array(dimensions * count);
  spans.forEach((span, a) => {
    const step = span / half / 65535;
    for (let k = a; k < places.length; k += dimensions) places[k] = frame.places[k] * step - span / half / 2;
    extent[a] = span / half / 2;
  });
  if (dimensions === 1) extent[1] = stripHeight / 2;
  return places;
}

// Takes over a frame; done() is called when it has been drawn for the first time.
function show(frame, done) {
  const places = placesOf(frame), now = performance.now(), isFirst = after === null;
  if (isFirst || count > mostMoved || calm.matches) {
    after = places;
    begun = -1;
    place(1);
  } else {
    before = Float32Array.from({ length: places.length }, (_, i) => map.place[3 * Math.floor(i / dimensions) + i % dimensions]);
    after = places;
    [begun, duration] = [now, Math.min(400, now - arrived)];
  }
  arrived = now;
  whenDrawn = done;
  request();
}

// Places the points a share of the way from the frame before to the newest.
function place(share) {
  for (let k = 0, i = 0; k < count; k++) {
    for (let a = 0; a < dimensions; a++, i++) map.place[3 * k + a] = share === 1 ? after[i] : before[i] + (after[i] - before[i]) * share;
  }
  drawn.send(map, "place");
}

function request() {
  if (!scheduled) requestAnimationFrame(draw);
  scheduled = true;
}

function draw() {
  scheduled = false;
  if (after !== null && begun >= 0) {
    const share = duration > 0 ? Math.min(1, (performance.now() - begun) / duration) : 1;
    place(share);
    if (share < 1) request(); else begun = -1;
  }
  if (Math.abs(camera.opacity - opacity) > 0.05) recolor();
  drawn.draw(camera, ratio, parse(getComputedStyle(document.documentElement).getPropertyValue("--ground").trim()), settle !== 0);
  const done = whenDrawn;
  whenDrawn = null;
  done?.();
}

function resize() {
  const box = canvases.overlay.getBoundingClientRect();
  if (box.width === 0) return;
  ratio = Math.min(devicePixelRatio || 1, 2);
  camera.width = Math.max(1, box.width);
  camera.height = Math.max(1, box.height);
  for (const canvas of [canvases.points, canvases.overlay]) {
    canvas.width = Math.round(camera.width * ratio);
    canvas.height = Math.round(camera.height * ratio);
  }
  request();
}

// The view has moved: draw at once, and once more in full when it has come to rest.
function moved() {
  clearTimeout(settle);
  settle = setTimeout(() => { settle = 0; request(); }, 160);
  request();
}

let held = null;
canvases.overlay.addEventListener("pointerdown", event => {
  canvases.overlay.setPointerCapture(event.pointerId);
  held = [event.offsetX, event.offsetY];
});
canvases.overlay.addEventListener("pointermove", event => {
  if (!held) return;
  const dx = event.offsetX - held[0], dy = event.offsetY - held[1];
  if (spatial && !event.shiftKey) camera.rotate(dx, dy); else camera.pan(dx, dy);
  held = [event.offsetX, event.offsetY];
  moved();
});
for (const name of ["pointerup", "pointercancel"]) canvases.overlay.addEventListener(name, () => { held = null; });
canvases.overlay.addEventListener("wheel", event => {
  event.preventDefault();
  const lines = event.deltaMode === 1 ? 30 : event.deltaMode === 2 ? 300 : 1;
  camera.zoomAt(event.offsetX, event.offsetY, Math.exp(-Math.max(-300, Math.min(300, event.deltaY * lines)) * 0.0018));
  moved();
}, { passive: false });
const steps = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
canvases.overlay.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (steps[event.key]) {
    const [dx, dy] = steps[event.key];
    if (spatial && !event.shiftKey) camera.rotate(-dx / 3, -dy / 3); else camera.pan(dx, dy);
  } else if (event.key === "+" || event.key === "=") camera.zoomAt(camera.width / 2, camera.centreY, 1.3);
  else if (event.key === "-") camera.zoomAt(camera.width / 2, camera.centreY, 1 / 1.3);
  else if (event.key === "0") camera.reset();
  else return;
  event.preventDefault();
  moved();
});

darkScheme.addEventListener("change", recolor);
new ResizeObserver(resize).observe(canvases.overlay);
resize();
recolor();
return { show, resize, reset() { camera.reset(); moved(); } };
