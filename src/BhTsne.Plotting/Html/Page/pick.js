// The drawn point at a pixel.

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
