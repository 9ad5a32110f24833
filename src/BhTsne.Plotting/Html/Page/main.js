// Brings the parts together: what is emphasised, when to draw, and what pointer, keys and search do.

const overlayCanvas = element("overlay"), tooltip = element("tooltip"), search = element("search");
const darkScheme = matchMedia("(prefers-color-scheme: dark)");
const camera = new Camera(), overlay = new Overlay(overlayCanvas, element("backdrop"));
const points = createPoints();
points.restored = () => request();
const legend = new Legend(() => recolor(), () => readTheme(), code => { pointedCode = code; recolor(); });

let pointedCode = -1;   // The category under the pointer in the legend.
let matches = null;     // For each point whether the search finds it; null without a search.
let hovered = -1;       // The drawn point under the pointer.
let spinning = spatial && !matchMedia("(prefers-reduced-motion: reduce)").matches;
let ratio = 1, colors, theme, scheduled = false, settle = 0, opacity = 0;

element("title").textContent = facts.title;
element("subtitle").textContent = facts.subtitle;
element("help").textContent = (facts.frames ? "Space to play, left and right arrows to step. " : "") + (spatial
  ? `Drag to rotate, shift-drag to move, wheel to zoom${facts.frames ? "" : ", space to spin"}`
  : "Drag to move, wheel to zoom, double-click to zoom in, 0 to show all");
overlayCanvas.setAttribute("aria-label", `Map of ${thousands(count)} points in ${facts.dimensions} dimensions. ${facts.title}`);

function createPoints() {
  const drawn = WebglPoints.create(element("points"));
  if (drawn) return drawn;
  const fresh = element("points").cloneNode(); // A canvas that has been asked for WebGL may give no other context.
  element("points").replaceWith(fresh);
  return new CanvasPoints(fresh);
}

// ---- Drawing: at most once a frame.

function readTheme() {
  const style = getComputedStyle(document.documentElement), value = name => style.getPropertyValue(name).trim();
  theme = { ground: value("--ground"), ink: value("--ink"), line: value("--line"), reference: value("--reference") };
  colors = pointColors(darkScheme.matches);
  legend.setTheme(darkScheme.matches);
  recolorReference();
  recolor();
}

// Colours in drawing order; alpha 0 hides, a low alpha dims.
function recolor() {
  const rgba = map.color.fill(0), full = Math.round(255 * camera.opacity), dim = Math.max(8, Math.round(full * 0.1));
  opacity = camera.opacity;
  const grounded = parse(theme.ground);
  for (let k = 0; k < count; k++) {
    const i = order[k], code = labels?.codes ? labels.codes[i] : -1;
    if (code >= 0 && !legend.visible[code]) continue;
    const dimmed = (matches && !matches[i]) || (pointedCode >= 0 && code !== pointedCode);
    for (let c = 0; c < 3; c++) {
      const own = colors[3 * i + c];
      rgba[4 * k + c] = dimmed && spatial ? grounded[c] + (own - grounded[c]) * 0.12 : own; // Opaque points fade into the ground instead.
    }
    rgba[4 * k + 3] = dimmed && !spatial ? dim : matches && !dimmed ? Math.max(full, 230) : full;
  }
  points.send(map, "color");
  request();
}

// Grey and less opaque than points of the map; in three dimensions, where all are opaque, only grey.
function recolorReference() {
  if (!reference) return;
  const gray = [...parse(theme.reference), spatial ? 255 : Math.round(255 * 0.6 * camera.opacityOf(reference))];
  for (let k = 0; k < reference.count; k++) reference.color.set(gray, 4 * k);
  points.send(reference, "color");
}

function request() {
  if (!scheduled) requestAnimationFrame(frame);
  scheduled = true;
}

function frame() {
  scheduled = false;
  draw();
}

function draw() {
  if (spinning) {
    camera.turn += 0.004;
    request();
  }
  if (Math.abs(camera.opacity - opacity) > 0.05) {
    recolorReference();
    recolor();
  }
  const moving = spinning || settle !== 0;
  points.draw(camera, ratio, parse(theme.ground), moving);
  overlay.draw(camera, ratio, theme, legend.visible, hovered);
}

// The view has moved: draw at once, and once more in full when it has come to rest.
function moved() {
  clearTimeout(settle);
  settle = setTimeout(() => { settle = 0; request(); }, 160);
  request();
}

function resize() {
  const box = element("stage").getBoundingClientRect();
  ratio = Math.min(devicePixelRatio || 1, 2);
  camera.width = Math.max(1, box.width);
  camera.height = Math.max(1, box.height);
  for (const canvas of [element("backdrop"), element("points"), overlayCanvas]) {
    canvas.width = Math.round(camera.width * ratio);
    canvas.height = Math.round(camera.height * ratio);
  }
  if (theme) draw(); // At once: a canvas that has been resized is empty, and would flicker until the next frame.
}

// ---- The point in hand.

function pick(px, py) {
  const project = camera.projector(), out = [0, 0, 0], rgba = map.color;
  const reach = Math.max(10, camera.pointSize);
  let best = -1, least = reach * reach, front = -Infinity;
  for (let k = 0; k < count; k++) {
    if (rgba[4 * k + 3] === 0) continue;
    project(k, out);
    const distance = (out[0] - px) ** 2 + (out[1] - py) ** 2;
    if (distance > reach * reach) continue;
    // In three dimensions the front one of those under the pointer; otherwise the nearest.
    const under = spatial && distance < (camera.pointSize / 2) ** 2;
    if (under ? out[2] > front : front === -Infinity && distance < least) {
      best = k;
      least = distance;
      if (under) front = out[2];
    }
  }
  return best;
}

function describe(k) {
  const i = order[k], lines = [];
  if (labels) lines.push(valueText(labels, i));
  if (ids) lines.push(ids[i]);
  tooltip.replaceChildren();
  lines.filter(line => line !== "").forEach(line => tooltip.appendChild(document.createElement("b")).textContent = line);
  tooltip.appendChild(document.createElement("span")).textContent = `#${i}  (${describePlace(i)})`;
  for (const each of columns) {
    if (each === labels) continue;
    const line = tooltip.appendChild(document.createElement("span"));
    line.className = each === coloring ? "score chosen" : "score";
    line.textContent = `${each.name}: ${valueText(each, i, value => +value.toPrecision(4))}`;
  }
}

function hover(px, py) {
  const k = px === null ? -1 : pick(px, py);
  if (k !== hovered) {
    hovered = k;
    if (k >= 0) describe(k);
    tooltip.hidden = k < 0;
    request();
  }
  if (k >= 0) {
    tooltip.style.left = `${Math.max(4, Math.min(px + 14, camera.width - tooltip.offsetWidth - 8))}px`;
    tooltip.style.top = `${Math.max(4, py + 14 + tooltip.offsetHeight > camera.height ? py - tooltip.offsetHeight - 10 : py + 14)}px`;
  }
}

// ---- Pointers: one drags, two pinch.

const pointers = new Map();
let hoverAt = null;

overlayCanvas.addEventListener("pointerdown", event => {
  overlayCanvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
  overlayCanvas.classList.add("dragging");
  setSpin(false);
  if (event.pointerType === "touch") hover(event.offsetX, event.offsetY);
});

overlayCanvas.addEventListener("pointermove", event => {
  const now = [event.offsetX, event.offsetY], before = pointers.get(event.pointerId);
  if (!before) {
    if (!hoverAt) requestAnimationFrame(() => { if (hoverAt) hover(...hoverAt); hoverAt = null; });
    hoverAt = now;
    return;
  }
  const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
  if (others.length > 0) {
    const span = at => Math.hypot(at[0] - others[0][0], at[1] - others[0][1]);
    camera.pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    if (span(before) > 0) camera.zoomAt((now[0] + others[0][0]) / 2, (now[1] + others[0][1]) / 2, span(now) / span(before));
  } else if (spatial && !event.shiftKey) {
    camera.rotate(now[0] - before[0], now[1] - before[1]);
  } else {
    camera.pan(now[0] - before[0], now[1] - before[1]);
  }
  pointers.set(event.pointerId, now);
  if (event.pointerType !== "touch") hover(null);
  moved();
});

function release(event) {
  pointers.delete(event.pointerId);
  if (pointers.size === 0) overlayCanvas.classList.remove("dragging");
}
overlayCanvas.addEventListener("pointerup", release);
overlayCanvas.addEventListener("pointercancel", release);
overlayCanvas.addEventListener("pointerleave", () => { hoverAt = null; hover(null); });
overlayCanvas.addEventListener("dblclick", event => { camera.zoomAt(event.offsetX, event.offsetY, event.shiftKey ? 0.5 : 2); moved(); });
overlayCanvas.addEventListener("wheel", event => {
  event.preventDefault();
  const lines = event.deltaMode === 1 ? 30 : event.deltaMode === 2 ? 300 : 1;
  camera.zoomAt(event.offsetX, event.offsetY, Math.exp(-Math.max(-300, Math.min(300, event.deltaY * lines)) * 0.0018));
  setSpin(false);
  hover(null);
  moved();
}, { passive: false });

// ---- Buttons and keys.

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

// ---- Search: part of a label or a name in any case, or #number for one point.

function find(text) {
  text = text.trim().toLowerCase();
  if (text === "") return null;
  const found = new Uint8Array(count), one = /^#(\d+)$/.exec(text);
  if (one && +one[1] < count) found[+one[1]] = 1;
  const hits = labels?.categories?.map(category => category.name.toLowerCase().includes(text));
  for (let i = 0; i < count; i++) {
    if (hits?.[labels.codes[i]] || ids?.[i].toLowerCase().includes(text) || labels?.texts?.[i].toLowerCase().includes(text)) found[i] = 1;
  }
  return found;
}

let typing = 0;
search.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    matches = find(search.value);
    const hits = matches ? matches.reduce((sum, hit) => sum + hit, 0) : 0;
    element("found").textContent = matches ? `${thousands(hits)} of ${thousands(count)} points${hits ? " · Enter zooms" : ""}` : pointsLine;
    recolor();
  }, 120);
});
search.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    search.value = "";
    search.dispatchEvent(new Event("input"));
    overlayCanvas.focus();
  } else if (event.key === "Enter" && matches) {
    goTo(matches);
  }
});

// Brings the found points into the middle, as large as they fit.
function goTo(found) {
  const [r, u] = camera.axes, low = [Infinity, Infinity], high = [-Infinity, -Infinity];
  for (let k = 0; k < count; k++) {
    if (!found[order[k]]) continue;
    [r, u].forEach((axis, a) => {
      const v = axis[0] * map.place[3 * k] + axis[1] * map.place[3 * k + 1] + axis[2] * map.place[3 * k + 2];
      low[a] = Math.min(low[a], v);
      high[a] = Math.max(high[a], v);
    });
  }
  if (low[0] > high[0]) return;
  camera.x = (low[0] + high[0]) / 2;
  camera.y = (low[1] + high[1]) / 2;
  const base = camera.scale / camera.zoom, span = a => Math.max(high[a] - low[a], 0.02) * base;
  camera.zoom = Math.max(0.2, Math.min(0.8 * camera.width / span(0), 0.8 * camera.height / span(1)));
  setSpin(false);
  moved();
}

const pointsLine = `${thousands(count)} points`;
element("found").textContent = pointsLine;
element("reference-line").textContent = facts.reference;
element("reference-line").hidden = facts.reference === "";
resize();
readTheme();
setSpin(spinning);
new ResizeObserver(resize).observe(element("stage"));
darkScheme.addEventListener("change", readTheme);
