// The nearest neighbours of each point in the input, read when everything else is there.

let neighborTable = null; // The neighbours of point 0, of point 1 and so on, -1 for none; null before it is read, or without neighbours.

async function readNeighbors() {
  const { perPoint, block } = facts.neighbors, bytes = await readBlock(block), length = count * perPoint;
  const alongCurve = curveOrder(), table = new Int32Array(length);
  for (let n = 0; n < perPoint; n++) {
    for (let rank = 0; rank < count; rank++) {
      const at = n * count + rank;
      const code = bytes[at] | bytes[at + length] << 8 | bytes[at + 2 * length] << 16 | bytes[at + 3 * length] << 24;
      const ahead = code & 1 ? code >>> 1 : -(code >>> 1);
      table[alongCurve[rank] * perPoint + n] = code === 0 ? -1 : alongCurve[rank + ahead];
    }
  }
  neighborTable = table;
}

// The neighbours of a point, the nearest first; null where the page has none.
function neighborsOf(i) {
  if (!neighborTable) return null;
  const { perPoint } = facts.neighbors, row = neighborTable.subarray(i * perPoint, (i + 1) * perPoint), end = row.indexOf(-1);
  return end < 0 ? row : row.subarray(0, end);
}

// The number of points that are nearest to a point in the map with which its neighbours are compared.
const nearInMap = () => Math.min(count - 1, Math.max(30, facts.neighbors.perPoint));

// Which of some points are among those nearest to a point in the map.
function keptInMap(i, others) {
  const { place } = map, k = drawnAs()[i], distance = j => {
    const n = drawnAs()[j];
    const up = facts.dimensions > 1 ? place[3 * n + 1] - place[3 * k + 1] : 0;
    return Math.hypot(place[3 * n] - place[3 * k], up, place[3 * n + 2] - place[3 * k + 2]);
  };
  const nearer = Array.from(others, distance), closer = new Uint32Array(others.length);
  for (let j = 0; j < count; j++) {
    if (j === i) continue;
    const d = distance(j);
    for (let o = 0; o < nearer.length; o++) if (d < nearer[o]) closer[o]++;
  }
  return Array.from(closer, number => number < nearInMap());
}

// The number by which a point is drawn: the inverse of the order.
let drawnNumbers = null;
function drawnAs() {
  if (drawnNumbers) return drawnNumbers;
  drawnNumbers = new Uint32Array(count);
  for (let k = 0; k < count; k++) drawnNumbers[order[k]] = k;
  return drawnNumbers;
}
