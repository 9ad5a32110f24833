// Which places of a plane lie inside a polygon, by the even-odd rule.

// Returns a test of a place. The edges are kept by bands of height, so that a test looks at the few edges at that height alone.
// xs, ys: the corners in their order; the last is joined to the first.
function polygonTest(xs, ys) {
  const corners = xs.length;
  if (corners < 3) return () => false;
  let left = Infinity, right = -Infinity, low = Infinity, high = -Infinity;
  for (let i = 0; i < corners; i++) {
    left = Math.min(left, xs[i]);
    right = Math.max(right, xs[i]);
    low = Math.min(low, ys[i]);
    high = Math.max(high, ys[i]);
  }
  const bands = Array.from({ length: Math.min(512, corners) }, () => []);
  const band = y => Math.min(bands.length - 1, Math.max(0, Math.floor((y - low) / (high - low) * bands.length)));
  for (let i = 0, j = corners - 1; i < corners; j = i++) {
    if (ys[i] === ys[j]) continue; // No height between its ends is crossed.
    const last = band(Math.max(ys[i], ys[j]));
    for (let b = band(Math.min(ys[i], ys[j])); b <= last; b++) bands[b].push(i, j);
  }
  return (x, y) => {
    if (!(x >= left && x <= right && y >= low && y <= high)) return false;
    const edges = bands[band(y)];
    let inside = false;
    for (let e = 0; e < edges.length; e += 2) {
      const i = edges[e], j = edges[e + 1];
      if ((ys[i] > y) !== (ys[j] > y) && x < (xs[j] - xs[i]) * (y - ys[i]) / (ys[j] - ys[i]) + xs[i]) inside = !inside;
    }
    return inside;
  };
}

// A polygon without the corners that lie within a tolerance of the line between those that are kept (Douglas and Peucker).
function simplifyPolygon(xs, ys, tolerance) {
  const kept = new Uint8Array(xs.length), open = [[0, xs.length - 1]];
  kept[0] = kept[xs.length - 1] = 1;
  while (open.length > 0) {
    const [from, to] = open.pop(), dx = xs[to] - xs[from], dy = ys[to] - ys[from], length = Math.hypot(dx, dy);
    let farthest = -1, most = tolerance;
    for (let i = from + 1; i < to; i++) {
      const px = xs[i] - xs[from], py = ys[i] - ys[from];
      const along = length > 0 ? Math.max(0, Math.min(1, (px * dx + py * dy) / (length * length))) : 0;
      const distance = Math.hypot(px - along * dx, py - along * dy);
      if (distance > most) {
        most = distance;
        farthest = i;
      }
    }
    if (farthest < 0) continue;
    kept[farthest] = 1;
    open.push([from, farthest], [farthest, to]);
  }
  return [xs.filter((_, i) => kept[i]), ys.filter((_, i) => kept[i])];
}
