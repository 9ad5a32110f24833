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
  if (spatial) visitSeen(px, py, reach, consider);
  else visitNear((px - camera.width / 2) / camera.scale + camera.x, (camera.centreY - py) / camera.scale + camera.y, reach / camera.scale, consider);
  return best;
}

// Three dimensions: all points are looked at while the view changes, and from the second pointer event in one view on those in the cells of a
// grid over the view.
let seen = null;
function visitSeen(px, py, reach, call) {
  const view = [camera.turn, camera.tilt, camera.zoom, camera.x, camera.y, camera.width, camera.height, map.version, ...extent].join();
  if (seen?.view !== view) {
    seen = { view, grid: null };
    for (let k = 0; k < count; k++) call(k);
    return;
  }
  (seen.grid ??= new SeenGrid(reach)).visit(px, py, reach, call);
}

// Points by the cells of a grid over the view; those outside of it are in none.
class SeenGrid {
  constructor(side) {
    const project = camera.projector(), out = [0, 0, 0], cells = new Int32Array(count);
    this.side = side;
    this.columns = Math.ceil(camera.width / side) + 2;
    this.rows = Math.ceil(camera.height / side) + 2;
    const starts = this.starts = new Uint32Array(this.columns * this.rows + 1);
    for (let k = 0; k < count; k++) {
      project(k, out);
      const column = Math.floor(out[0] / side) + 1, row = Math.floor(out[1] / side) + 1;
      cells[k] = column < 0 || row < 0 || column >= this.columns || row >= this.rows ? -1 : row * this.columns + column;
      if (cells[k] >= 0) starts[cells[k] + 1]++;
    }
    for (let c = 0; c < this.columns * this.rows; c++) starts[c + 1] += starts[c];
    const next = starts.slice(), points = this.points = new Uint32Array(starts[starts.length - 1]);
    for (let k = 0; k < count; k++) if (cells[k] >= 0) points[next[cells[k]]++] = k;
  }

  // Calls a function with each point in the cells that come within reach of a pixel.
  visit(px, py, reach, call) {
    const cell = (at, most) => Math.max(0, Math.min(most - 1, Math.floor(at / this.side) + 1));
    const left = cell(px - reach, this.columns), right = cell(px + reach, this.columns), below = cell(py + reach, this.rows);
    for (let row = cell(py - reach, this.rows); row <= below; row++) {
      const end = this.starts[row * this.columns + right + 1];
      for (let n = this.starts[row * this.columns + left]; n < end; n++) call(this.points[n]);
    }
  }
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
const visitNear = (x, y, reach, call) => pickGrid().visit(x, y, reach, call);
