// Pointers over the map: one drags or draws a line around points, two pinch; a click is a press without a movement.

const pointers = new Map();
let hoverAt = null, pressedAt = null;

overlayCanvas.addEventListener("pointerdown", event => {
  overlayCanvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
  setSpin(false);
  const drawing = tool !== "move" && pointers.size === 1 && !(event.button > 0);
  outline = null; // A second finger moves the view.
  if (drawing) beginOutline(event.offsetX, event.offsetY); else overlayCanvas.classList.add("dragging");
  pressedAt = pointers.size === 1 && !(event.button > 0) ? [event.offsetX, event.offsetY] : null;
  if (event.pointerType === "touch" && !drawing) hover(event.offsetX, event.offsetY);
});

overlayCanvas.addEventListener("pointermove", event => {
  const now = [event.offsetX, event.offsetY], before = pointers.get(event.pointerId);
  if (!before) {
    if (!hoverAt) requestAnimationFrame(() => { if (hoverAt && !playing.on && morphing === null) hover(...hoverAt); hoverAt = null; });
    hoverAt = now;
    return;
  }
  if (pressedAt && Math.hypot(now[0] - pressedAt[0], now[1] - pressedAt[1]) > 4) pressedAt = null;
  const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
  pointers.set(event.pointerId, now);
  if (outline) {
    extendOutline(...now);
    return;
  }
  if (others.length > 0) {
    const span = at => Math.hypot(at[0] - others[0][0], at[1] - others[0][1]);
    camera.pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    if (span(before) > 0) camera.zoomAt((now[0] + others[0][0]) / 2, (now[1] + others[0][1]) / 2, span(now) / span(before));
  } else if (spatial && !event.shiftKey) {
    camera.rotate(now[0] - before[0], now[1] - before[1]);
  } else {
    camera.pan(now[0] - before[0], now[1] - before[1]);
  }
  if (event.pointerType !== "touch") hover(null);
  moved();
});

function release(event) {
  pointers.delete(event.pointerId);
  if (pointers.size === 0) overlayCanvas.classList.remove("dragging");
}

overlayCanvas.addEventListener("pointerup", event => {
  const drawn = outline && endOutline(event);
  if (pressedAt && !drawn && pointers.size === 1) click(event);
  pressedAt = null;
  release(event);
});
overlayCanvas.addEventListener("pointercancel", event => {
  outline = pressedAt = null;
  release(event);
  request();
});
overlayCanvas.addEventListener("pointerleave", () => { hoverAt = null; hover(null); });
overlayCanvas.addEventListener("dblclick", event => {
  if (tool !== "move") return;
  camera.zoomAt(event.offsetX, event.offsetY, event.shiftKey ? 0.5 : 2);
  moved();
});
overlayCanvas.addEventListener("wheel", event => {
  event.preventDefault();
  const lines = event.deltaMode === 1 ? 30 : event.deltaMode === 2 ? 300 : 1;
  camera.zoomAt(event.offsetX, event.offsetY, Math.exp(-Math.max(-300, Math.min(300, event.deltaY * lines)) * 0.0018));
  setSpin(false);
  hover(null);
  moved();
}, { passive: false });

// A click pins the point under the pointer, and one beside all points unpins. With a tool that selects, and with shift or alt, it selects the
// point, or clears the selection.
function click(event) {
  const k = pick(event.offsetX, event.offsetY);
  tooltip.hidden = true; // Until the pointer is on another point.
  if (tool === "move" && !event.shiftKey && !event.altKey) pin(k < 0 || order[k] === pinned ? -1 : order[k]);
  else if (k >= 0) selectSource({ kind: "rows", rows: encodeRows([order[k]]) }, howOf(event));
  else if (howOf(event) === "replace") selection.clear();
}
