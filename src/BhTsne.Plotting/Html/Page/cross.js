// A box by keyboard: the arrow keys move a cross, Enter sets its two corners, Escape begins again.

let cross = null; // Where the cross is, in pixels; null before the first key.

function crossKey(event) {
  if (tool !== "box") return false;
  const step = steps[event.key];
  if (step) {
    const by = event.shiftKey ? 0.05 : 0.5;
    cross ??= [camera.width / 2, camera.centreY];
    cross = [
      Math.max(0, Math.min(camera.width, cross[0] - step[0] * by)), Math.max(0, Math.min(camera.height, cross[1] - step[1] * by))];
    if (outline) extendOutline(...cross);
  } else if (event.key === "Enter") {
    cross ??= [camera.width / 2, camera.centreY];
    if (!outline) {
      beginOutline(...cross);
      say("First corner set.");
    } else if (!endOutline(event)) say("The box is too small.");
  } else if (event.key === "Escape" && (cross || outline)) {
    cross = outline = null;
  } else return false;
  request();
  return true;
}

function drawCross(context) {
  if (tool !== "box" || !cross) return;
  for (const [color, width] of [[theme.ground, 4], [theme.accent, 1.5]]) {
    context.beginPath();
    context.moveTo(cross[0] - 9, cross[1]);
    context.lineTo(cross[0] + 9, cross[1]);
    context.moveTo(cross[0], cross[1] - 9);
    context.lineTo(cross[0], cross[1] + 9);
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke();
  }
}
