// How close the points lie: the number of points in a cell of a grid over the map, smoothed, and interpolated at each point. A picture
// computes the same (Density.cs).

function densityColumn(place = map.place) {
  const values = densities(place);
  let minimum = Infinity, maximum = -Infinity;
  for (let i = 0; i < count; i++) {
    minimum = Math.min(minimum, values[i]);
    maximum = Math.max(maximum, values[i]);
  }
  return {
    name: "density", description: "how close the points lie in the map", kind: "numbers", values, minimum, maximum,
    logarithmic: true, below: 0, above: 0, missing: 0, computed: true };
}

function densities(place) {
  const d = facts.dimensions, border = 2;
  const most = [Math.max(16, Math.min(1024, Math.floor(count / 8))), Math.max(16, Math.min(512, Math.floor(Math.sqrt(count) / 3))),
    Math.max(16, Math.min(64, Math.floor(Math.cbrt(count) / 1.5)))][d - 1];
  const low = [0, 1, 2].map(() => Infinity), high = low.map(() => -Infinity);
  for (let k = 0; k < count; k++) {
    for (let a = 0; a < d; a++) {
      low[a] = Math.min(low[a], place[3 * k + a]);
      high[a] = Math.max(high[a], place[3 * k + a]);
    }
  }
  const perCell = Math.max(...low.slice(0, d).map((l, a) => high[a] - l)) / most || 1;
  const sides = [0, 1, 2].map(a => (a < d ? Math.floor((high[a] - low[a]) / perCell) + 2 + 2 * border : 1));
  const strides = [1, sides[0], sides[0] * sides[1]];

  // Calls share(drawn point, cell, weight) for the cells around each point.
  const visit = share => {
    const fraction = [0, 0, 0];
    for (let k = 0; k < count; k++) {
      let first = 0;
      for (let a = 0; a < d; a++) {
        const at = (place[3 * k + a] - low[a]) / perCell + border, cell = Math.min(Math.floor(at), sides[a] - 2);
        fraction[a] = at - cell;
        first += cell * strides[a];
      }
      for (let corner = 0; corner < 1 << d; corner++) {
        let cell = first, weight = 1;
        for (let a = 0; a < d; a++) {
          const upper = corner >> a & 1;
          cell += upper * strides[a];
          weight *= upper ? fraction[a] : 1 - fraction[a];
        }
        share(k, cell, weight);
      }
    }
  };
  let counts = new Float64Array(sides[0] * sides[1] * sides[2]);
  visit((k, cell, weight) => { counts[cell] += weight; });
  for (let a = 0; a < d; a++) counts = smooth(counts, sides[a], strides[a]);
  const values = new Float32Array(count);
  visit((k, cell, weight) => { values[order[k]] += weight * counts[cell]; });
  return values;
}

// The binomial filter 1 4 6 4 1 along an axis, with nothing beyond the ends.
function smooth(counts, side, stride) {
  const result = new Float64Array(counts.length), weights = [1, 4, 6, 4, 1];
  for (let cell = 0; cell < counts.length; cell++) {
    const at = Math.floor(cell / stride) % side;
    for (let w = 0; w < 5; w++) {
      if (at + w - 2 >= 0 && at + w - 2 < side) result[cell] += weights[w] / 16 * counts[cell + (w - 2) * stride];
    }
  }
  return result;
}
