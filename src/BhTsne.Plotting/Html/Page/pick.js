// The drawn point at a pixel.

function pick(px, py) {
  const project = camera.projector(), out = [0, 0, 0], rgba = map.color;
  const reach = Math.max(10, camera.pointSize);
  let best = -1, least = reach * reach, front = -Infinity;
  const consider = k => {
    if (rgba[4 * k + 3] === 0) return;
    project(k, out);
    const distance = (out[0] - px) ** 2 + (out[1] - py) ** 2;
    if (distance > reach * reach) return;
    // In three dimensions the front one of those under the pointer; otherwise the nearest.
    const under = spatial && distance < (camera.pointSize / 2) ** 2;
    if (under ? out[2] > front : front === -Infinity && distance < least) {
      best = k;
      least = distance;
      if (under) front = out[2];
    }
  };
  if (spatial) for (let k = 0; k < count; k++) consider(k);
  else pickGrid().visit((px - camera.width / 2) / camera.scale + camera.x, (camera.centreY - py) / camera.scale + camera.y, reach / camera.scale, consider);
  return best;
}

// Points by the cells of a grid over the map, so that a look at the pointer needs not look at all points.
class PickGrid {
  constructor() {
    const { place } = map, side = this.side = Math.max(1, Math.min(1024, Math.floor(Math.sqrt(count / 4))));
    this.version = map.version;
    const low = this.low = [Infinity, Infinity], high = [-Infinity, -Infinity];
    for (let k = 0; k < count; k++) {
      for (let a = 0; a < 2; a++) {
        low[a] = Math.min(low[a], place[3 * k + a]);
        high[a] = Math.max(high[a], place[3 * k + a]);
      }
    }
    this.per = [0, 1].map(a => (high[a] > low[a] ? side / (high[a] - low[a]) : 0)); // Cells for a unit.
    const cells = new Uint32Array(count), starts = this.starts = new Uint32Array(side * side + 1);
    for (let k = 0; k < count; k++) starts[(cells[k] = this.cell(place[3 * k], 0) + side * this.cell(place[3 * k + 1], 1)) + 1]++;
    for (let c = 0; c < side * side; c++) starts[c + 1] += starts[c];
    const next = starts.slice(), points = this.points = new Uint32Array(count);
    for (let k = 0; k < count; k++) points[next[cells[k]]++] = k;
  }

  // The row or column of the cell at a coordinate, or of the nearest cell.
  cell(at, axis) { return Math.max(0, Math.min(this.side - 1, Math.floor((at - this.low[axis]) * this.per[axis]))); }

  // Calls a function with each point in the cells that come within reach of a place.
  visit(x, y, reach, call) {
    const left = this.cell(x - reach, 0), right = this.cell(x + reach, 0), top = this.cell(y + reach, 1);
    for (let row = this.cell(y - reach, 1); row <= top; row++) {
      const end = this.starts[row * this.side + right + 1];
      for (let n = this.starts[row * this.side + left]; n < end; n++) call(this.points[n]);
    }
  }
}

let grid = null;
const pickGrid = () => (grid?.version === map.version ? grid : grid = new PickGrid());
