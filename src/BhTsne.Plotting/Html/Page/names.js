// Names on the map: those of categories at the places where each is densest, or names of dense regions by what distinguishes them.

const mostNamed = 60;

// The column whose categories have names on the map, null where regions have them.
function namingColumn() {
  const fits = column => categoryColumn(column) && column.categories.length > 1 && column.categories.length <= mostNamed;
  return fits(coloring) ? coloring : fits(labels) ? labels : null;
}

// For each category that gathers somewhere, the drawn points to write its name at: the densest place and, where a large part of the category
// lies elsewhere, one more. Points that are hidden count for nothing. most: how many points of a category are looked at.
function categoryAnchors(most = 4000, place = map.place) {
  const column = namingColumn(), members = column.categories.map(() => []); // A prefix of the drawing order is a fair sample.
  const sizes = new Uint32Array(members.length), { visible } = filter;
  for (let k = 0; k < count; k++) {
    if (!visible[order[k]]) continue;
    const code = column.codes[order[k]], own = members[code];
    sizes[code]++;
    if (own.length < most) own.push(k);
  }
  const anchors = [];
  column.categories.forEach(({ name }, code) => {
    let rest = members[code];
    for (let part = 0; part < 2 && rest.length > 0.25 * members[code].length; part++) {
      const point = densestMember(rest, place), near = rest.filter(k => placeDistance(place, k, point) < 0.25);
      if (near.length < (part === 0 ? 0.1 : 0.25) * members[code].length) break; // It gathers nowhere.
      anchors.push({ point, name: cutName(name), count: sizes[code] * near.length / members[code].length });
      rest = rest.filter(k => placeDistance(place, k, point) >= 0.5);
    }
  });
  return anchors.sort((a, b) => b.count - a.count);
}

const placeDistance = (place, k, other) => Math.hypot(...[0, 1, 2].map(a => place[3 * k + a] - place[3 * other + a]));

// The member nearest to the peak of the smoothed density of all members.
function densestMember(members, place) {
  const dimensions = spatial ? 3 : 2, side = spatial ? 20 : 48;
  const grid = smoothGrid(densityGrid(place, count, dimensions, side, members), dimensions, side, 1);
  return nearestTo(place, members, cellMiddle(grid.reduce((high, value, cell) => (value > grid[high] ? cell : high), 0), dimensions, side));
}

const cellMiddle = (cell, dimensions, side) =>
  [0, 1, 2].map(a => (a < dimensions ? (Math.floor(cell / side ** a) % side + 0.5) / side * 2 - 1 : 0));

function nearestTo(place, members, [x, y, z]) {
  let nearest = members[0], least = Infinity;
  for (const k of members) {
    const distance = (place[3 * k] - x) ** 2 + (place[3 * k + 1] - y) ** 2 + (place[3 * k + 2] - z) ** 2;
    if (distance < least) {
      least = distance;
      nearest = k;
    }
  }
  return nearest;
}

// Names of dense regions, for a map without categories: a generator, which returns the anchors.
function* regionAnchors() {
  const dimensions = spatial ? 3 : 2, side = spatial ? 32 : Math.max(48, Math.min(160, Math.round(Math.sqrt(count) / 1.5)));
  const middleOf = ({ cell }) => cellMiddle(cell, dimensions, side), fewest = Math.max(12, count / 400);
  const counts = densityGrid(map.place, count, dimensions, side);
  yield;
  const grid = smoothGrid(counts.slice(), dimensions, side, 1);
  const filled = Array.from(grid).filter(value => value > 0).sort((a, b) => a - b), typical = filled[filled.length >> 1] ?? 0;
  yield;
  const { regionOf, regions } = findRegions(grid, dimensions, side, counts, { floor: 0.5 * typical, prominence: 1.15, fewest });
  yield;
  const members = regions.map(() => []);
  for (let k = 0; k < count; k++) {
    const region = regionOf[cellOf(map.place, k, dimensions, side)];
    if (region >= 0) members[region].push(k);
  }
  yield;
  const named = members.slice(0, mostNamed), words = textColumns.find(column => kindOfColumn(column) === "words") ?? null;
  const distinct = yield* distinguishing(named), names = named.map((own, n) =>
    distinct[n] || (words ? cutName(typicalWords(words, own, middleOf(regions[n]))) : ""));
  return withoutRepetition(names)
    .map((name, n) => ({ name, members: Uint32Array.from(named[n]), middle: middleOf(regions[n]), count: named[n].length }))
    .filter(({ name }) => name !== "").sort((a, b) => b.count - a.count).map(moveToVisible);
}

// The anchor of a region at the visible point that is nearest to its peak, -1 for none.
function moveToVisible(anchor) {
  const visible = anchor.members.filter(k => filter.visible[order[k]]);
  return { ...anchor, point: visible.length > 0 ? nearestTo(map.place, visible, anchor.middle) : -1 };
}

// Names of regions by what distinguishes them from the other regions, or one region from all other points; empty where nothing does.
function* distinguishing(members) {
  const regionOf = new Int32Array(count).fill(members.length === 1 ? 1 : -1), sums = [];
  members.forEach((own, n) => { for (const k of own) regionOf[order[k]] = n; });
  const sizes = members.map(own => own.length);
  if (members.length === 1) sizes.push(count - sizes[0]);
  for (const column of [...columns.filter(({ kind }) => kind !== "texts"), ...textColumns]) {
    if (column.kind === "texts" && kindOfColumn(column) !== "sentences") continue;
    sums.push(sumRegions(column, regionOf, sizes, column.kind === "texts" ? yield* indexWords(column) : null));
    yield;
  }
  return (yield* nameRegions(sums, sizes.length)).slice(0, members.length);
}

// Three words of the points at the densest place of a region. Lists of words mostly have the common ones first, so rows that come first are
// preferred among the nearest.
function typicalWords(column, members, middle) {
  const distance = k => Math.hypot(...middle.map((m, a) => map.place[3 * k + a] - m));
  const near = members.map(k => [distance(k), order[k]]).sort((a, b) => a[0] - b[0]).map(([, i]) => i)
    .filter(i => wordsOf(column.texts[i]).size > 0).slice(0, 40);
  return near.sort((a, b) => a - b).slice(0, 3).map(i => column.texts[i]).join(", ");
}
