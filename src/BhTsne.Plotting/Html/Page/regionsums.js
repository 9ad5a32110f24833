// Sums of a column over each of several regions, so that any of them is compared with any others without another look at the points.

// regionOf: for each point the number of its region, -1 for none; sizes: the points of each region.
// Each of these functions returns one of a region and an array of others, which gives the findings about the region against the others.

function sumRegions(column, regionOf, sizes, index = null) {
  if (column.kind === "numbers") return sumNumbersOfRegions(column, regionOf, sizes);
  if (column.kind === "categories") return countCategoriesOfRegions(column, regionOf, sizes);
  return countWordsOfRegions(column, index, regionOf, sizes);
}

const sumOver = (values, numbers) => numbers.reduce((sum, n) => sum + values[n], 0);

function sumNumbersOfRegions(column, regionOf, sizes) {
  const { values, logarithmic } = column, pivot = pivotOf(column);
  const [counts, sums, squares] = [0, 1, 2].map(() => new Float64Array(sizes.length));
  for (let i = 0; i < values.length; i++) {
    const region = regionOf[i];
    if (region < 0) continue;
    const value = (logarithmic ? (values[i] > 0 ? Math.log(values[i]) : NaN) : values[i]) - pivot;
    if (!(value > -Infinity && value < Infinity)) continue;
    counts[region]++;
    sums[region] += value;
    squares[region] += value * value;
  }
  const moments = regions => momentsOf(column, pivot, ...[sizes, counts, sums, squares].map(values => sumOver(values, regions)));
  return (region, others) => compareNumbers(column, moments([region]), moments(others));
}

// counts: for each region the points of each of so many kinds.
const countOver = (counts, kinds, regions) => {
  const sums = new Float64Array(kinds);
  for (const region of regions) for (let kind = 0; kind < kinds; kind++) sums[kind] += counts[region * kinds + kind];
  return sums;
};

function countCategoriesOfRegions(column, regionOf, sizes) {
  const { codes } = column, kinds = column.categories.length, counts = new Uint32Array(sizes.length * kinds);
  for (let i = 0; i < codes.length; i++) if (regionOf[i] >= 0) counts[regionOf[i] * kinds + codes[i]]++;
  return (region, others) => compareCounts(
    column, countOver(counts, kinds, [region]), sizes[region], countOver(counts, kinds, others), sumOver(sizes, others));
}

// Words in too few texts to name any region are left out.
function countWordsOfRegions(column, { words, offsets, entries }, regionOf, sizes) {
  const all = new Uint32Array(words.length), fewest = Math.max(3, leastShare.word * sizes.reduce((a, b) => Math.min(a, b), Infinity));
  for (const word of entries) all[word]++;
  const frequent = words.map((_, word) => word).filter(word => all[word] >= fewest), kinds = frequent.length;
  const numbers = new Int32Array(words.length).fill(-1), counts = new Uint32Array(sizes.length * kinds);
  frequent.forEach((word, n) => { numbers[word] = n; });
  for (let i = 0; i < regionOf.length; i++) {
    if (regionOf[i] < 0) continue;
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      const word = numbers[entries[e]];
      if (word >= 0) counts[regionOf[i] * kinds + word]++;
    }
  }
  const names = frequent.map(word => words[word]);
  return (region, others) => compareWordCounts(
    column, names, countOver(counts, kinds, [region]), sizes[region], countOver(counts, kinds, others), sumOver(sizes, others));
}
