// From point to point by keyboard: Enter begins at the point nearest to the middle, an arrow goes to the nearest point in its direction,
// Enter pins the point, and with shift or alt changes the selection by it, Escape ends the walk.

let walked = -1; // The drawn point that the walk has reached, -1 without a walk.

const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function walkKey(event) {
  if (tool === "box") return false;
  if (event.key === "Enter" && walked < 0) walkTo(hovered >= 0 ? hovered : nearestShown(camera.width / 2, camera.centreY, null));
  else if (walked < 0) return false;
  else if (event.key === "Escape") {
    walked = -1;
    hover(null);
    say("The walk has ended.");
  } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
    pin(order[walked]);
  } else if (event.key === "Enter") {
    selectSource({ kind: "rows", rows: encodeRows([order[walked]]) }, howOf(event));
  } else if (directions[event.key]) {
    const at = [0, 0, 0];
    camera.projector()(walked, at);
    const next = nearestShown(at[0], at[1], directions[event.key], walked);
    if (next >= 0) walkTo(next); else say("There is no point in this direction.");
  } else return false;
  return true;
}

function walkTo(k) {
  if (k < 0) {
    say("No point is shown.");
    return;
  }
  walked = k;
  setSpin(false);
  const at = [0, 0, 0];
  camera.projector()(k, at);
  if (at[0] < 20 || at[1] < 20 || at[0] > camera.width - 20 || at[1] > camera.height - 20) {
    camera.pan(camera.width / 2 - at[0], camera.centreY - at[1]);
    moved();
    camera.projector()(k, at);
  }
  hoverPoint(k, at[0], at[1]);
}

// The drawn point that is nearest to a pixel. With a direction: of those in the quarter of the plane around it, where what lies aside
// counts double.
function nearestShown(px, py, direction, except = -1) {
  const project = camera.projector(), out = [0, 0, 0], rgba = map.color;
  let nearest = -1, least = Infinity;
  for (let k = 0; k < count; k++) {
    if (k === except || rgba[4 * k + 3] === 0) continue;
    project(k, out);
    const dx = out[0] - px, dy = out[1] - py;
    let distance = dx * dx + dy * dy;
    if (direction) {
      const along = dx * direction[0] + dy * direction[1], aside = dx * direction[1] - dy * direction[0];
      if (along <= 0 || Math.abs(aside) > along) continue;
      distance = along * along + 4 * aside * aside;
    }
    if (distance < least) {
      least = distance;
      nearest = k;
    }
  }
  return nearest;
}
