// How strongly pixels are coloured where points lie over one another, so that structure stays legible at any number of points.

// The number of sampled points in the cells of the map where points are close: that below which nine of ten points lie; and the cells' side.
let crowd = null;
function crowdOfMap() {
  if (crowd && (crowd.version === map.version || performance.now() - crowd.at < 400)) return crowd; // Not in each frame of a movement.
  const sample = Math.min(count, 60000), { place } = map, side = 2 / 128, cells = new Map();
  for (let k = 0; k < sample; k++) { // A prefix of the drawing order is a fair sample.
    const cell = Math.floor((place[3 * k] + 2) / side) * 1024 + (facts.dimensions > 1 ? Math.floor((place[3 * k + 1] + 2) / side) : 0);
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  let seen = 0, inCell = 1;
  for (const number of [...cells.values()].sort((a, b) => a - b)) {
    seen += number;
    inCell = number;
    if (seen >= 0.9 * sample) break;
  }
  crowd = { version: map.version, at: performance.now(), perUnit: inCell * (count / sample) / (side * (facts.dimensions > 1 ? side : stripHeight)) };
  return crowd;
}

// The number of points that lie over one another at a pixel of a dense part of the map, when a share of all is drawn.
function overlap(camera, share) {
  return crowdOfMap().perUnit * coveredBy(camera, share);
}

// The opacity of a pixel under n points is one * n ** power: that of a single point, and 1 in a dense part.
function toneOf(camera, share) {
  const dense = Math.max(1.5, overlap(camera, share)), one = Math.max(0.1, Math.min(0.92, 1.05 * dense ** -0.42));
  return { one, power: Math.max(0.05, -Math.log(one) / Math.log(dense)) };
}

// How many points are shown in full and dimmed: whoever sends colours says it.
const shownPoints = { full: count, dimmed: 0 };

// Whether points overlap so much that pixels are toned.
const isCrowded = (camera, share) => !spatial && count > 2000 && overlap(camera, share * (shownPoints.full + shownPoints.dimmed) / count) > 2;

// The least alpha, 0 to 255, of points that are not dimmed.
const plainAlpha = () => 128 * camera.opacity;

// The opacity of dimmed points against the others.
const dimmedStrength = 0.3;

// What is drawn one over the other where points are crowded: those with an alpha (0 to 255) above one and up to another, their opacity, and the tone
// that so many points need.
function crowdedParts(camera, share) {
  const { full, dimmed } = shownPoints, least = plainAlpha() - 0.5, tone = points => toneOf(camera, share * points / count);
  if (dimmed === 0) return [{ above: 0, upTo: 255, strength: 1, tone: tone(full) }];
  return [{ above: 0, upTo: least, strength: dimmedStrength, tone: tone(dimmed) }, { above: least, upTo: 255, strength: 1, tone: tone(full) }];
}

// Where points cannot be added up, each is as opaque as makes so many over one another what their sum would be: n points with an opacity of
// 1 - (1 - t) ** (1 / n) are together as opaque as t. A screen of bytes cannot show less than the least.
const leastOpacity = 0.006;
function opacityAmong(n, { one, power }) {
  if (n <= 1) return one;
  return Math.max(leastOpacity, 1 - (1 - Math.min(0.98, one * n ** power)) ** (1 / n));
}

// The points for each unit of area around each drawn point: counts in cells of a grid, smoothed and interpolated.
let closeness = null;
function closenessOfMap() {
  const { place, version } = map, side = 96, sums = new Float32Array(side * side);
  if (closeness?.version === version) return closeness.values;
  const at = (k, a) => Math.max(0, Math.min(side - 1.001, (place[3 * k + a] + 1) / 2 * (side - 1)));
  const visit = share => {
    for (let k = 0; k < count; k++) {
      const x = at(k, 0), y = at(k, 1), cell = Math.floor(y) * side + Math.floor(x), right = x % 1, up = y % 1;
      share(k, cell, (1 - right) * (1 - up));
      share(k, cell + 1, right * (1 - up));
      share(k, cell + side, (1 - right) * up);
      share(k, cell + side + 1, right * up);
    }
  };
  visit((_, cell, weight) => { sums[cell] += weight; });
  const values = new Float32Array(count), area = (2 / (side - 1)) ** 2;
  visit((k, cell, weight) => { values[k] += weight * sums[cell] / area; });
  closeness = { version, values };
  return values;
}

// The share of a unit of area that a point covers, when a share of all points is drawn.
const coveredBy = (camera, share) => share / camera.scale ** 2 * Math.PI / 4 * camera.pointSize ** 2;

// While the view moves, as many points are drawn as a smooth movement has time for. A prefix of the drawing order is a fair sample.
const pace = { share: 1 };
function shareToDraw(moving) {
  if (!moving) return 1;
  const started = performance.now(), least = Math.min(1, 20000 / count);
  requestAnimationFrame(() => {
    const took = performance.now() - started; // Until the next frame could begin.
    if (took > 45) pace.share = Math.max(least, pace.share * Math.max(0.4, 33 / took));
    else if (took < 24) pace.share = Math.min(1, pace.share * 1.2);
  });
  return pace.share;
}
