// When to draw: at most once a frame.

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
  overlay.draw(camera, ratio, theme, hovered);
}

// The view has moved: draw at once, and once more in full when it has come to rest.
function moved() {
  clearTimeout(settle);
  settle = setTimeout(() => { settle = 0; request(); }, 160);
  changed();
  request();
}

function resize() {
  fitCanvases();
  if (pinned >= 0) placeCard();
  if (theme) draw(); // At once: a canvas that has been resized is empty, and would flicker until the next frame.
}
