// The colour of every point by the column that is chosen.

// Bytes r, g, b of each point, in input order, for a light or a dark ground.
function pointColors(dark) {
  const colors = new Uint8Array(3 * count);
  const pick = c => parse(dark ? c.onDark : c.color);
  if (coloring?.kind === "numbers") {
    colorByNumber(colors, coloring.values, coloring);
  } else if (coloring?.kind === "categories") {
    const palette = Uint8Array.from(coloring.categories.flatMap(pick)), { codes } = coloring;
    for (let i = 0; i < count; i++) for (let c = 0; c < 3; c++) colors[3 * i + c] = palette[3 * codes[i] + c];
  } else {
    const one = pick(facts);
    for (let i = 0; i < count; i++) for (let c = 0; c < 3; c++) colors[3 * i + c] = one[c];
  }
  return colors;
}

function colorByNumber(colors, values, scale) {
  const steps = 1023, stops = facts.stops.map(parse);
  const spread = Array.from({ length: steps + 1 }, (_, step) => mix(stops, step / steps));
  const table = Uint8Array.from([...spread, parse(facts.missingColor)].flat());
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
