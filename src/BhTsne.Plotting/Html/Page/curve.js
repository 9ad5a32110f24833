// Points along a curve that fills the map, in the same order as the program that wrote the page found it (CurveOrder.cs).

// Places on a grid of 65,536 along each axis of the box around all points, row after row: of the map that is shown first.
function curvePlaces() {
  const d = facts.dimensions, coordinates = stored[facts.shown];
  if (!isExact(facts.shown)) return coordinates;
  const places = new Uint16Array(coordinates.length);
  for (let a = 0; a < d; a++) {
    let low = Infinity, high = -Infinity;
    for (let i = a; i < coordinates.length; i += d) {
      low = Math.min(low, coordinates[i]);
      high = Math.max(high, coordinates[i]);
    }
    if (high === low) continue;
    for (let i = a; i < coordinates.length; i += d) places[i] = Math.floor((coordinates[i] - low) / (high - low) * 65535 + 0.5);
  }
  return places;
}

function curveOrder() {
  const d = facts.dimensions, places = curvePlaces(), keys = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    keys[i] = d === 1 ? places[i] : d === 2 ? hilbert(places[2 * i], places[2 * i + 1])
      : morton(places[3 * i] >> 6, places[3 * i + 1] >> 6, places[3 * i + 2] >> 6);
  }
  return sortedBy(keys);
}

// The distance along Hilbert's curve.
function hilbert(x, y) {
  let along = 0;
  for (let bit = 15; bit >= 0; bit--) {
    const right = x >> bit & 1, upper = y >> bit & 1;
    along = along << 2 | (3 * right ^ upper);
    if (!upper) [x, y] = right ? [65535 - y, 65535 - x] : [y, x];
  }
  return along >>> 0;
}

// The bits of three numbers of 10 bits in turn.
function morton(x, y, z) {
  let along = 0;
  for (let bit = 9; bit >= 0; bit--) along = along << 3 | (x >> bit & 1) << 2 | (y >> bit & 1) << 1 | z >> bit & 1;
  return along;
}

// The indices of keys of 32 bits in the order of the keys, those of equal keys in their own: half of the bits, then the other half.
function sortedBy(keys) {
  let from = Uint32Array.from(keys, (_, i) => i), to = new Uint32Array(keys.length);
  for (const shift of [0, 16]) {
    const starts = new Uint32Array(65537);
    for (let i = 0; i < keys.length; i++) starts[(keys[i] >>> shift & 65535) + 1]++;
    for (let b = 0; b < 65536; b++) starts[b + 1] += starts[b];
    for (let i = 0; i < keys.length; i++) to[starts[keys[from[i]] >>> shift & 65535]++] = from[i];
    [from, to] = [to, from];
  }
  return from;
}
