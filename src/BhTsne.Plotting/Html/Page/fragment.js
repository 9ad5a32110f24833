// The state of the page as the fragment of its address: name=value pairs. A value is any JSON value.

const longestFragment = 8000; // Characters; longer links are cut by programs that pass them on.

// Quotes become apostrophes and the other way round, so that few characters need to be escaped.
const swapQuotes = text => text.replace(/["']/g, mark => (mark === "\"" ? "'" : "\""));

// Texts that need no quotes.
const plainText = /^[\w.,+-]*$/;

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function encodeState(values) {
  const encode = value => {
    if (typeof value === "string" && plainText.test(value) && !isJson(value)) return value;
    return encodeURIComponent(swapQuotes(JSON.stringify(value))).replaceAll("%2C", ",").replaceAll("%3A", ":");
  };
  return Object.entries(values).map(([name, value]) => `${name}=${encode(value)}`).join("&");
}

// Returns { values, faults }: what could be read, and the names of parts that could not.
function decodeState(fragment) {
  const values = Object.create(null), faults = [];
  for (const part of fragment.replace(/^#/, "").split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("="), name = equals < 0 ? part : part.slice(0, equals);
    try {
      if (equals < 0) throw new Error("no value");
      const text = swapQuotes(decodeURIComponent(part.slice(equals + 1)));
      values[name] = plainText.test(text) && !isJson(text) ? text : JSON.parse(text);
    } catch {
      faults.push(name);
    }
  }
  return { values, faults };
}

// Whole numbers as text: differences in base 36, so that a list of rows is short. Rows are in rising order.
const encodeRows = rows => rows.map((row, n) => (n > 0 ? row - rows[n - 1] : row).toString(36)).join(".");

// Null where the text is no such list or has a row that is not below the length.
function decodeRows(text, length) {
  if (text === "") return [];
  if (typeof text !== "string" || !/^[0-9a-z]+(\.[0-9a-z]+)*$/.test(text)) return null;
  let row = 0;
  const rows = text.split(".").map(step => (row += parseInt(step, 36)));
  return rows.every((value, n) => value < length && (n === 0 || value > rows[n - 1])) ? rows : null;
}

// A polygon as text: a corner, a unit, and steps in whole units. What is read back is the same to the bit, so a link selects the same
// points.
function encodePolygon({ x, y, unit, steps }) {
  return [x, y, unit].join(",") + "," + steps.map(step => step.toString(36)).join(".");
}

function decodePolygon(text) {
  const parts = typeof text === "string" ? text.split(",") : [];
  if (parts.length !== 4) return null;
  const [x, y, unit] = parts.slice(0, 3).map(part => (part === "" ? NaN : Number(part)));
  const steps = parts[3].split(".").map(step => (/^-?[0-9a-z]+$/.test(step) ? parseInt(step, 36) : NaN));
  const known = [x, y, unit, ...steps].every(Number.isFinite) && unit > 0 && steps.length >= 4 && steps.length % 2 === 0;
  return known ? { x, y, unit, steps } : null;
}

// The corners of such a polygon.
function polygonCorners({ x, y, unit, steps }) {
  const xs = [x], ys = [y];
  let across = 0, up = 0;
  for (let n = 0; n < steps.length; n += 2) {
    across += steps[n];
    up += steps[n + 1];
    xs.push(x + across * unit);
    ys.push(y + up * unit);
  }
  return [xs, ys];
}

// The polygon of whole units that is nearest to the corners given.
function polygonOf(xs, ys, unit) {
  unit = +unit.toPrecision(2);
  const x = +xs[0].toPrecision(6), y = +ys[0].toPrecision(6), steps = [];
  let across = 0, up = 0;
  for (let n = 1; n < xs.length; n++) {
    const toX = Math.round((xs[n] - x) / unit), toY = Math.round((ys[n] - y) / unit);
    if (toX === across && toY === up) continue;
    steps.push(toX - across, toY - up);
    across = toX;
    up = toY;
  }
  return { x, y, unit, steps };
}
