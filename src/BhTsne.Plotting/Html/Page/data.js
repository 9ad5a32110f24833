// What the page shows: facts, an order of drawing that mixes the points, and their colours.

const element = id => document.getElementById(id);

function decodeText(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new DataView(bytes.buffer);
}

// A block of data for each line.
function decodeLines(id) {
  const lines = element(id).textContent.split("\n");
  element(id).remove(); // The text is not needed again, and it is large.
  return lines.map(decodeText);
}

const decode = id => decodeLines(id)[0];

// Base64 blocks are little-endian, whatever the machine is.
function floats(view) {
  const values = new Float32Array(view.byteLength / 4);
  for (let i = 0; i < values.length; i++) values[i] = view.getFloat32(4 * i, true);
  return values;
}

function shorts(view) {
  const values = new Uint16Array(view.byteLength / 2);
  for (let i = 0; i < values.length; i++) values[i] = view.getUint16(2 * i, true);
  return values;
}

// A repeatable pseudo-random number in [0, 1) for an integer (the finaliser of MurmurHash3).
function hash(i) {
  i = Math.imul(i ^ (i >>> 16) ^ 0x5bd1e995, 0x85ebca6b);
  i = Math.imul(i ^ (i >>> 13), 0xc2b2ae35);
  return ((i ^ (i >>> 16)) >>> 0) / 4294967296;
}

const facts = JSON.parse(element("facts").textContent);
const count = facts.points;
const spatial = facts.dimensions === 3;
const codes = facts.kind === "categories" ? shorts(decode("codes")) : null;
const numbers = facts.kind === "numbers" ? floats(decode("codes")) : null;

// Numbers of each point other than its label: facts of each score, with its values.
const scores = facts.scores.length ? decodeLines("scores").map((view, s) => ({ ...facts.scores[s], values: floats(view) })) : [];

// The numbers 0 .. length - 1 mixed, the same for the same length.
function mixed(length) {
  const numbers = new Uint32Array(length);
  for (let k = 0; k < length; k++) {
    const j = Math.floor(hash(k) * (k + 1));
    numbers[k] = numbers[j];
    numbers[j] = k;
  }
  return numbers;
}

// order[k] is the point that is drawn as the k-th: mixed, so that no category covers another and any prefix is a fair sample.
const order = mixed(count);

// Points that are drawn together: x, y, z of each in the order of drawing, and r, g, b, a.
const layerOf = length => ({ count: length, place: new Float32Array(3 * length), color: new Uint8Array(4 * length) });

// One dimension is a strip whose height means nothing.
const stripHeight = 0.44;
const strip = i => (hash(i + count) - 0.5) * stripHeight;

const parse = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));

// Of points that have colours by labels, but are to have one.
const onlyColor = { color: "#3b76af", onDark: "#7fb2f0" };

// The colour of every point, as bytes r, g, b, in input order, for a light or a dark ground.
function pointColors(dark) {
  const colors = new Uint8Array(3 * count);
  const pick = c => parse(dark ? c.onDark : c.color);
  if (categoryColumn(coloring)) {
    const palette = coloring.categories.map(pick);
    for (let i = 0; i < count; i++) colors.set(palette[coloring.codes[i]], 3 * i);
  } else if (coloring) {
    colorByNumber(colors, coloring.values, coloring);
  } else {
    const one = pick(facts.color ? facts : onlyColor);
    for (let i = 0; i < count; i++) colors.set(one, 3 * i);
  }
  return colors;
}

function colorByNumber(colors, values, scale) {
  const steps = 1023, stops = facts.stops.map(parse);
  const table = Uint8Array.from([...Array.from({ length: steps + 1 }, (_, step) => mix(stops, step / steps)), parse(facts.missingColor)].flat());
  for (let i = 0; i < count; i++) {
    const from = 3 * (Number.isNaN(values[i]) ? steps + 1 : Math.round(scalePosition(values[i], scale) * steps));
    for (let c = 0; c < 3; c++) colors[3 * i + c] = table[from + c];
  }
}

// Where a value is on a scale, from 0 to 1. Values outside are at its ends.
function scalePosition(value, { minimum, maximum, logarithmic }) {
  if (value <= minimum || value >= maximum) return maximum > minimum ? +(value >= maximum) : 0.5;
  return logarithmic ? Math.log(value / minimum) / Math.log(maximum / minimum) : (value / 2 - minimum / 2) / (maximum / 2 - minimum / 2);
}

// The value in the middle of a scale.
const scaleMiddle = ({ minimum, maximum, logarithmic }) =>
  logarithmic ? Math.exp(Math.log(minimum) / 2 + Math.log(maximum) / 2) : minimum / 2 + maximum / 2;

function mix(stops, position) {
  const at = Math.min(position * (stops.length - 1), stops.length - 1.000001);
  const low = Math.floor(at), share = at - low;
  return stops[low].map((v, c) => Math.round(v + (stops[low + 1][c] - v) * share));
}

const number = value => String(+value.toPrecision(6));
const short = value => String(+value.toPrecision(3));
const thousands = value => value.toLocaleString("en");
