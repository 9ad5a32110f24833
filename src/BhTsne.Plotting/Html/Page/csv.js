// Tables as text: comma-separated values after RFC 4180.

// A field in quotes where it needs them. The text itself is not changed.
const csvField = text => (/[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text);

const csvRow = fields => fields.map(csvField).join(",") + "\r\n";

// Whether a spreadsheet may take a text for a formula. A number with a sign is none.
const looksLikeFormula = text => /^[=+\-@\t\r＝＋－＠]/.test(text) && !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text);

// The same text behind an apostrophe, which spreadsheets take for "this is text".
const withoutFormula = text => (looksLikeFormula(text) ? "'" + text : text);

// The shortest decimal number that is the same float32; empty for no value.
function float32Text(value) {
  if (Number.isNaN(value)) return "";
  for (let digits = 1; digits < 9; digits++) {
    const text = String(+value.toPrecision(digits));
    if (Math.fround(+text) === value) return text;
  }
  return String(+value.toPrecision(9));
}

// Names that differ, for the heads of columns: a name that is taken already gets a number.
function distinctNames(names) {
  const taken = new Set();
  return names.map(name => {
    let distinct = name;
    for (let n = 2; taken.has(distinct); n++) distinct = `${name} ${n}`;
    taken.add(distinct);
    return distinct;
  });
}
