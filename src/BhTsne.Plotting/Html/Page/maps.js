// The maps of the page: one or more arrangements of the same points, each brought to a cube of side 2 around the origin.

const dimensions = facts.dimensions, several = facts.maps.length > 1;
const map = layerOf(count);

// The points of a reference map, null for none. They are drawn below those of the map.
const referenceCoordinates = facts.reference ? await readFloats(facts.referenceCoordinates, dimensions) : null;
const reference = referenceCoordinates && layerOf(referenceCoordinates.length / dimensions);
const layers = reference ? [reference, map] : [map];

// The half sides of the box around all that is shown.
const extent = [0, 0, 0];

// How maps are brought to the view: each fills it, or all have one scale; turned to lie on the map before it, or as they are.
const viewing = { fit: true, turned: facts.maps.some(each => each.turn) };

// The coordinates of each map as the page has them: coordinate = low + step * stored along each axis. Maps are read when they are needed.
const stored = facts.maps.map(() => null), reading = [];
const isExact = m => facts.maps[m].grid === undefined;
const axes = Array.from({ length: dimensions }, (_, a) => a);
const exactGrid = { low: 0, step: 1 };
const gridOf = ([low, high]) => ({ low, step: high / 65535 - low / 65535 });
const grids = facts.maps.map(({ grid }) => axes.map(a => (grid ? gridOf(grid[a]) : exactGrid)));

function readMap(m) {
  return reading[m] ??= (isExact(m) ? readFloats : readShorts)(facts.maps[m].block, dimensions).then(values => { stored[m] = values; });
}

const boxOf = m => (viewing.turned && facts.maps[m].turnedBox) || facts.maps[m].box;
const boxOfAll = () => axes.map(a => facts.maps.reduce(
  ([low, high], _, m) => [Math.min(low, boxOf(m)[a][0]), Math.max(high, boxOf(m)[a][1])], [Infinity, -Infinity]));
const boxShown = m => (viewing.fit ? boxOf(m) : boxOfAll());
const halfSpan = box => Math.max(...box.map(([low, high]) => high / 2 - low / 2));

// place[a] = start[a] + the sum over b of factors[a][b] * stored[b].
function viewOf(m, grid = grids[m]) {
  const box = boxShown(m), half = halfSpan(box) || 1, turn = viewing.turned && facts.maps[m].turn;
  return axes.map(a => {
    const row = axes.map(b => (turn ? turn[a][b] : +(a === b)));
    const low = row.reduce((sum, r, b) => sum + (r === 0 ? 0 : r * grid[b].low), 0);
    return {
      start: (low - (box[a][0] / 2 + box[a][1] / 2)) / half,
      factors: row.map((r, b) => (r === 0 ? 0 : r * grid[b].step / half)),
      side: (box[a][1] / 2 - box[a][0] / 2) / half,
    };
  });
}

function fillPlaces(place, values, sequence, view, shift) {
  for (let a = 0; a < dimensions; a++) {
    const { start, factors } = view[a];
    for (let k = 0; k < sequence.length; k++) {
      const i = sequence[k] * dimensions;
      let at = start;
      for (let b = 0; b < dimensions; b++) at += factors[b] * values[i + b];
      place[3 * k + a] = at;
    }
  }
  if (dimensions === 1) for (let k = 0; k < sequence.length; k++) place[3 * k + 1] = strip(sequence[k] + shift);
}

// The places of all layers in a map that has been read, and the half sides of its box. The last two are kept, for the steps between them.
const framesKept = new Map();
const referenceOrder = reference && mixed(reference.count);

function frameOf(m) {
  if (framesKept.has(m)) return framesKept.get(m);
  const frame = { places: layers.map(layer => new Float32Array(3 * layer.count)), sides: [0, 0, 0] };
  const view = viewOf(m);
  fillPlaces(frame.places.at(-1), stored[m], order, view, 0);
  if (reference) fillPlaces(frame.places[0], referenceCoordinates, referenceOrder, viewOf(m, axes.map(() => exactGrid)), count);
  view.forEach(({ side }, a) => { frame.sides[a] = side; });
  if (dimensions === 1) frame.sides[1] = stripHeight / 2;
  if (framesKept.size === 2) framesKept.delete(framesKept.keys().next().value);
  framesKept.set(m, frame);
  return frame;
}

// The places of the points in a map that is viewed in another way.
function placesAs(m, view) {
  if (view.fit === viewing.fit && view.turned === viewing.turned) return frameOf(m).places.at(-1);
  const now = { ...viewing };
  framesKept.clear();
  Object.assign(viewing, view);
  const { places } = frameOf(m);
  framesKept.clear();
  Object.assign(viewing, now);
  return places.at(-1);
}

// What is shown now, as a frame that nothing changes.
const frameNow = () => ({ places: layers.map(layer => layer.place.slice()), sides: extent.slice() });

// Shows a share of the way from one frame to another.
function showFrame(from, to = from, share = 0) {
  layers.forEach((layer, n) => {
    const { place } = layer, a = from.places[n], b = to.places[n];
    if (share === 0) place.set(a);
    else for (let c = 0; c < place.length; c++) place[c] = (1 - share) * a[c] + share * b[c];
  });
  for (let c = 0; c < 3; c++) extent[c] = (1 - share) * from.sides[c] + share * to.sides[c];
}

// The map that is shown, or the nearest one on the way.
let mapShown = facts.shown;
const mapListeners = [];
const onMapChange = listener => mapListeners.push(listener);

await readMap(mapShown);
showFrame(frameOf(mapShown));
if (!several) framesKept.clear();

// The coordinates of a point in the map that is shown.
const coordinate = (i, a, m = mapShown) => grids[m][a].low + grids[m][a].step * stored[m][i * dimensions + a];

// The coordinates of a point as a person reads them.
const describePlace = (i, m = mapShown) =>
  axes.map(a => (isExact(m) ? number(coordinate(i, a, m)) : String(+coordinate(i, a, m).toPrecision(4)))).join(", ");

// The same, as exactly as the page has them.
const placeTexts = (i, m = mapShown) => (isExact(m) ? axes.map(a => float32Text(coordinate(i, a, m))) : describePlace(i, m).split(", "));
