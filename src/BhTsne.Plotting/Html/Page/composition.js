// What distinguishes one set of points from another, column by column. docs/guide/explorer.md has the formulas.

// A point belongs to the first set where bit 1 is set in its byte, to the second where bit 2 is.
const inFirst = 1, inSecond = 2;

// How far apart two shares are: Cohen's h, from -pi to pi.
const shareDifference = (p, q) => 2 * Math.asin(Math.sqrt(p)) - 2 * Math.asin(Math.sqrt(q));

// The same measure for means that are d standard deviations apart: h of the shares on both sides of the best cut between two normal
// distributions. Numbers and categories can so be ranked together.
const meanDifference = d => (Number.isFinite(d) ? shareDifference(normalBelow(d / 2), normalBelow(-d / 2)) : Math.sign(d) * Math.PI);

// The share of a standard normal distribution below z (Abramowitz and Stegun 26.2.17, error below 1e-7).
function normalBelow(z) {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const above = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
  return z > 0 ? 1 - above : above;
}

// What is certain of a difference: it is reduced by three standard errors, and is 0 where those are larger.
const certainDifference = (h, n, m) => Math.sign(h) * Math.max(0, Math.abs(h) - 3 * Math.sqrt(1 / n + 1 / m));

// Sums are taken of what is left of a value less one of the column's own, so that squares keep their digits.
function pivotOf({ values, logarithmic }) {
  const pivot = values.find(value => Number.isFinite(value) && (!logarithmic || value > 0)) ?? 0;
  return logarithmic ? Math.log(pivot) : pivot;
}

// The moments of a set of so many points, of which n have a value, whose differences from the pivot have the sums s and q of squares.
function momentsOf({ logarithmic }, pivot, points, n, s, q) {
  const mean = pivot + s / n, variance = n > 1 ? Math.max(0, q - s * s / n) / (n - 1) : NaN;
  return { points, n, mean: logarithmic ? Math.exp(mean) : mean, center: mean, variance };
}

// Sums of one column over both sets. On a logarithmic scale the logarithms are summed, and values of 0 or less have none.
function sumNumbers(column, sets) {
  const { values, logarithmic } = column, pivot = pivotOf(column);
  let n1 = 0, s1 = 0, q1 = 0, n2 = 0, s2 = 0, q2 = 0, all1 = 0, all2 = 0;
  for (let i = 0; i < values.length; i++) {
    const set = sets[i];
    if (set === 0) continue;
    all1 += set & 1;
    all2 += set >> 1;
    let value = values[i];
    if (logarithmic) value = value > 0 ? Math.log(value) : NaN;
    value -= pivot;
    if (!(value > -Infinity && value < Infinity)) continue;
    if (set & inFirst) {
      n1++;
      s1 += value;
      q1 += value * value;
    }
    if (set & inSecond) {
      n2++;
      s2 += value;
      q2 += value * value;
    }
  }
  return [momentsOf(column, pivot, all1, n1, s1, q1), momentsOf(column, pivot, all2, n2, s2, q2)];
}

function compareNumbers(column, first, second) {
  const findings = [], d = standardizedDifference(first, second);
  if (first.n > 0 && second.n > 0) {
    const h = meanDifference(d);
    findings.push({ kind: "number", column, d, h, certain: certainDifference(h, first.n, second.n), first, second });
  }
  const finding = compareShares({ kind: "missing", column }, first.points - first.n, first.points, second.points - second.n, second.points);
  if (finding && first.points - first.n + second.points - second.n > 0) findings.push(finding);
  return findings;
}

// The difference of the means over the root of the mean of both variances. A set of one point has no variance: that of the other is taken.
function standardizedDifference(first, second) {
  const a = Number.isNaN(first.variance) ? second.variance : first.variance, b = Number.isNaN(second.variance) ? a : second.variance;
  const difference = first.center - second.center;
  return difference === 0 ? 0 : difference / Math.sqrt((a + b) / 2 || 0);
}

function compareShares(finding, count1, all1, count2, all2) {
  if (all1 === 0 || all2 === 0) return null;
  const first = { count: count1, points: all1, share: count1 / all1 }, second = { count: count2, points: all2, share: count2 / all2 };
  const h = shareDifference(first.share, second.share);
  return { ...finding, h, certain: certainDifference(h, all1, all2), first, second };
}

function compareCategories(column, sets) {
  const counts1 = new Uint32Array(column.categories.length), counts2 = new Uint32Array(column.categories.length), { codes } = column;
  let all1 = 0, all2 = 0;
  for (let i = 0; i < codes.length; i++) {
    const set = sets[i];
    if (set & inFirst) { counts1[codes[i]]++; all1++; }
    if (set & inSecond) { counts2[codes[i]]++; all2++; }
  }
  return compareCounts(column, counts1, all1, counts2, all2);
}

// The same of the number of points of each category in both sets.
function compareCounts(column, counts1, all1, counts2, all2) {
  const findings = [];
  column.categories.forEach(({ name }, code) => {
    if (counts1[code] + counts2[code] === 0) return;
    const finding = compareShares({ kind: "category", column, code, name }, counts1[code], all1, counts2[code], all2);
    if (finding) findings.push(finding);
  });
  // Where one category makes up half of the first set, and where there are two, that others are rarer says nothing new.
  const isSaid = findings.length === 2 || findings.some(({ h, certain, first }) => h > 0 && certain > 0 && first.share >= 0.5);
  return isSaid ? findings.filter(({ h }) => h >= 0) : findings;
}

// Words that are more frequent in the first set. index: of wordIndex.
function compareWords(column, { words, offsets, entries }, sets) {
  const counts1 = new Uint32Array(words.length), counts2 = new Uint32Array(words.length);
  let all1 = 0, all2 = 0;
  for (let i = 0; i < sets.length; i++) {
    const set = sets[i];
    if (set === 0) continue;
    all1 += set & 1;
    all2 += set >> 1;
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      counts1[entries[e]] += set & 1;
      counts2[entries[e]] += set >> 1;
    }
  }
  return compareWordCounts(column, words, counts1, all1, counts2, all2);
}

// The same of the number of texts with each word in both sets.
function compareWordCounts(column, words, counts1, all1, counts2, all2) {
  const findings = [];
  words.forEach((word, w) => {
    if (counts1[w] < 3 || counts1[w] * all2 <= counts2[w] * all1) return;
    const finding = compareShares({ kind: "word", column, name: word }, counts1[w], all1, counts2[w], all2);
    if (finding) findings.push(finding);
  });
  return best(findings, 8);
}

// The largest differences of which something is certain.
const best = (findings, most) => findings.filter(({ certain }) => certain !== 0)
  .sort((a, b) => Math.abs(b.certain) - Math.abs(a.certain)).slice(0, most);

// All findings about one column, best first. index: the words of a column of texts, null for none.
function compareColumn(column, sets, index = null) {
  if (column.kind === "numbers") return best(compareNumbers(column, ...sumNumbers(column, sets)), 2);
  if (column.kind === "categories") return best(compareCategories(column, sets), 4);
  return index ? compareWords(column, index, sets) : [];
}

const rankFindings = (findings, most) => best(findings, most);
