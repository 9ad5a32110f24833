// Tools that select by a line around points: a lasso of any shape, and a box.

const tools = { move: "tool-move", lasso: "tool-lasso", box: "tool-box" };
let tool = "move";
let outline = null; // The line that is being drawn: { xs, ys } in pixels, or { box: [x, y, x, y] }.

function setTool(name) {
  tool = name;
  outline = null;
  for (const [each, id] of Object.entries(tools)) element(id).setAttribute("aria-pressed", each === name);
  overlayCanvas.setAttribute("data-tool", name);
  changed();
  request();
}

for (const [name, id] of Object.entries(tools)) {
  element(id).onclick = () => {
    setTool(name);
    say({
      move: "Dragging moves the view.",
      lasso: "Dragging draws a line around points.",
      box: "Dragging draws a box. By keyboard: move the cross with the arrow keys, Enter sets each corner.",
    }[name]);
  };
}

function beginOutline(x, y) {
  outline = tool === "lasso" ? { xs: [x], ys: [y] } : { box: [x, y, x, y] };
}

function extendOutline(x, y) {
  if (outline.box) {
    outline.box[2] = x;
    outline.box[3] = y;
  } else if (Math.hypot(x - outline.xs.at(-1), y - outline.ys.at(-1)) >= 2) {
    outline.xs.push(x);
    outline.ys.push(y);
  }
  request();
}

// The corners of the line in pixels.
function outlineCorners() {
  if (!outline.box) return [outline.xs, outline.ys];
  const [x, y, toX, toY] = outline.box;
  return [[x, toX, toX, x], [y, y, toY, toY]];
}

// Selects what is inside, and says false where the line is too small to be meant.
function endOutline(event) {
  let [xs, ys] = outlineCorners();
  const spans = [xs, ys].map(values => values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b)));
  const box = outline.box;
  outline = null;
  request();
  if (Math.max(...spans) < 5) return false;
  if (!box) [xs, ys] = simplifyPolygon(xs, ys, 0.7);
  // No link can say where points are between two maps.
  const isBetween = several && (morphing !== null || !Number.isInteger(playing.position));
  const source = outlineSource(xs, ys);
  if (isBetween) selection.combine(pointsInPolygon({ ...source, map: undefined }, filter.visible), howOf(event));
  else selectSource(source, howOf(event));
  return true;
}

// The polygon in the plane of the view, to a quarter of a pixel.
function outlineSource(xs, ys) {
  const { scale } = camera, toX = px => (px - camera.width / 2) / scale + camera.x, toY = py => (camera.centreY - py) / scale + camera.y;
  const polygon = encodePolygon(polygonOf(xs.map(toX), ys.map(toY), 0.25 / scale));
  return { kind: "polygon", turn: camera.turn, tilt: camera.tilt, polygon, ...(several ? { map: mapShown, ...viewing } : {}) };
}

function drawOutline(context) {
  if (!outline) return;
  const [xs, ys] = outlineCorners();
  context.beginPath();
  xs.forEach((x, n) => context.lineTo(x, ys[n]));
  context.closePath();
  context.globalAlpha = 0.12;
  context.fillStyle = theme.accent;
  context.fill("evenodd");
  context.globalAlpha = 1;
  for (const [color, width] of [[theme.ground, 3.5], [theme.accent, 1.5]]) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke();
  }
}
