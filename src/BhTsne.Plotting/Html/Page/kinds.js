// What kind a column is, and its values as text.

const categoryColumn = column => column?.kind === "categories";
const knownNumbers = column => column.kind === "numbers" && column.minimum !== undefined;

// The value of a point as exactly as the page has it, empty for none.
const columnText = (column, i) => (column.kind === "numbers" ? float32Text(column.values[i]) : valueText(column, i));
