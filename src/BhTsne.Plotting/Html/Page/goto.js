// Brings the found points into the middle, as large as they fit.

function goTo(found) {
  const [r, u] = camera.axes, low = [Infinity, Infinity], high = [-Infinity, -Infinity];
  for (let k = 0; k < count; k++) {
    if (!found[order[k]] || !filter.visible[order[k]]) continue;
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
