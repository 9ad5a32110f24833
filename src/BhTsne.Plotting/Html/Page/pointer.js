// Pointers over the map: one drags, two pinch.

const pointers = new Map();
let hoverAt = null, pressedAt = null;

overlayCanvas.addEventListener("pointerdown", event => {
  overlayCanvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
  overlayCanvas.classList.add("dragging");
  pressedAt = pointers.size === 1 && !(event.button > 0) ? [event.offsetX, event.offsetY] : null;
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
  if (pressedAt && Math.hypot(now[0] - pressedAt[0], now[1] - pressedAt[1]) > 4) pressedAt = null;
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
overlayCanvas.addEventListener("pointerup", event => {
  if (pressedAt && pointers.size === 1) click(event);
  pressedAt = null;
  release(event);
});

// A click pins the point under the pointer; one beside all points unpins.
function click(event) {
  const k = pick(event.offsetX, event.offsetY);
  pin(k < 0 || order[k] === pinned ? -1 : order[k]);
}
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
