// The coordinates of the map and of the reference map, both brought to a cube of side 2 around the origin.

const coordinates = await readFloats(facts.coordinates, facts.dimensions);
const map = layerOf(count);

// The points of a reference map, null for none. They are drawn below those of the map.
const referenceCoordinates = facts.reference ? await readFloats(facts.referenceCoordinates, facts.dimensions) : new Float32Array(0);
const reference = referenceCoordinates.length > 0 ? layerOf(referenceCoordinates.length / facts.dimensions) : null;
const layers = reference ? [reference, map] : [map];

// The half sides of the box around all.
const extent = [0, 0, 0];
(() => {
  const d = facts.dimensions;
  const low = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity];
  for (const values of [coordinates, referenceCoordinates]) {
    for (let i = 0; i < values.length; i++) {
      const a = i % d;
      low[a] = Math.min(low[a], values[i]);
      high[a] = Math.max(high[a], values[i]);
    }
  }
  let half = 0;
  for (let a = 0; a < d; a++) half = Math.max(half, (high[a] - low[a]) / 2);
  half = half || 1; // All points in one place.
  for (let a = 0; a < d; a++) extent[a] = (high[a] - low[a]) / 2 / half;
  if (d === 1) extent[1] = stripHeight / 2;
  const fill = (layer, values, sequence, shift) => {
    for (let k = 0; k < layer.count; k++) {
      const i = sequence[k];
      for (let a = 0; a < d; a++) layer.place[3 * k + a] = (values[i * d + a] - (low[a] + high[a]) / 2) / half;
      if (d === 1) layer.place[3 * k + 1] = strip(i + shift);
    }
  };
  fill(map, coordinates, order, 0);
  if (reference) fill(reference, referenceCoordinates, mixed(reference.count), count);
})();

// The coordinates of a point as a person reads them.
const describePlace = i => Array.from(coordinates.subarray(i * facts.dimensions, (i + 1) * facts.dimensions), number).join(", ");

// The same, as exactly as the page has them.
const placeTexts = i => Array.from(coordinates.subarray(i * facts.dimensions, (i + 1) * facts.dimensions), float32Text);
