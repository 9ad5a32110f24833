// Dense regions of a map: a grid of counts is smoothed, and each cell joins the peak that it leads up to (watershed).

// Counts of points in cells of a grid over the cube of side 2 around the origin, smoothed by boxes.
// place: x, y, z of each point; members: which points, null for all; side: cells along an axis.
function densityGrid(place, length, dimensions, side, members = null) {
  const grid = new Float32Array(side ** dimensions), points = members ? members.length : length;
  for (let n = 0; n < points; n++) grid[cellOf(place, members ? members[n] : n, dimensions, side)]++;
  return grid;
}

function cellOf(place, k, dimensions, side) {
  let cell = 0;
  for (let a = dimensions - 1; a >= 0; a--) {
    const at = Math.floor((place[3 * k + a] + 1) / 2 * side);
    cell = cell * side + (at < 0 ? 0 : at >= side ? side - 1 : at);
  }
  return cell;
}

// Means over 2 * reach + 1 cells along each axis, some rounds of them, which is close to a Gaussian.
function smoothGrid(grid, dimensions, side, reach, rounds = 3) {
  const line = new Float32Array(side), width = 2 * reach + 1;
  for (let round = 0; round < rounds; round++) {
    for (let a = 0, stride = 1; a < dimensions; a++, stride *= side) {
      for (let start = 0; start < grid.length; start++) {
        if (Math.floor(start / stride) % side !== 0) continue;
        for (let n = 0; n < side; n++) line[n] = grid[start + n * stride];
        let sum = 0;
        for (let n = -reach; n < side; n++) {
          if (n + reach < side) sum += line[n + reach];
          if (n - reach - 1 >= 0) sum -= line[n - reach - 1];
          if (n >= 0) grid[start + n * stride] = sum < 1e-6 ? 0 : sum / width;
        }
      }
    }
  }
  return grid;
}

// The regions of a smoothed grid. A region whose peak is less than "prominence" times as high as the pass to a higher one joins that one,
// and so does one with fewer than "fewest" points. Cells below the floor belong to none.
// Returns for each cell the number of its region (-1 for none), and for each region its peak cell, its points and its height.
function findRegions(grid, dimensions, side, counts, { floor, prominence, fewest }) {
  const cells = [];
  for (let cell = 0; cell < grid.length; cell++) if (grid[cell] > floor) cells.push(cell);
  cells.sort((a, b) => grid[b] - grid[a] || a - b);
  const parent = new Int32Array(grid.length).fill(-1), weight = new Float64Array(grid.length); // By the cell of the peak.
  const top = cell => {
    while (parent[cell] !== cell) cell = parent[cell] = parent[parent[cell]];
    return cell;
  };
  for (const cell of cells) {
    let peak = -1;
    for (const near of gridNeighbors(cell, dimensions, side)) {
      if (parent[near] < 0) continue;
      const other = top(near);
      if (peak < 0) peak = other;
      if (other === peak) continue;
      const [high, low] = grid[other] > grid[peak] || (grid[other] === grid[peak] && other < peak) ? [other, peak] : [peak, other];
      if (grid[low] >= prominence * grid[cell] && weight[low] >= fewest) {
        peak = high; // Both stay; the cell of the pass goes to the higher one.
        continue;
      }
      parent[low] = high;
      weight[high] += weight[low];
      peak = high;
    }
    if (peak < 0) peak = cell;
    parent[cell] = peak;
    weight[peak] += counts[cell];
  }
  const peaks = cells.filter(cell => parent[cell] === cell && weight[cell] >= fewest).sort((a, b) => weight[b] - weight[a] || a - b);
  const numbers = new Map(peaks.map((cell, n) => [cell, n])), regionOf = new Int32Array(grid.length).fill(-1);
  for (const cell of cells) regionOf[cell] = numbers.get(top(cell)) ?? -1;
  return { regionOf, regions: peaks.map(cell => ({ cell, points: weight[cell], height: grid[cell] })) };
}

// The cells that touch a cell, also at corners.
function gridNeighbors(cell, dimensions, side) {
  let near = [cell];
  for (let a = 0, stride = 1; a < dimensions; a++, stride *= side) {
    const at = Math.floor(cell / stride) % side;
    near = near.flatMap(c => [c, ...(at > 0 ? [c - stride] : []), ...(at < side - 1 ? [c + stride] : [])]);
  }
  return near.filter(c => c !== cell);
}
