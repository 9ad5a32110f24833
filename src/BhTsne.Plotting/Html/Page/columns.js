// The values of the points by columns: the labels first, where there are any. A column has
// { name, description, kind, minimum, maximum, logarithmic, missing } and, by its kind, "numbers": values; "categories": codes and categories,
// of which each has { name, count, color, onDark }; "texts": texts.

const ids = facts.names ?? null;
const labels = codes ? { kind: "categories", codes, categories: facts.categories }
  : numbers ? { kind: "numbers", values: numbers, minimum: facts.minimum, maximum: facts.maximum, missing: facts.missing }
  : facts.labels ? { kind: "texts", texts: facts.labels } : null;
const columns = [
  ...(labels ? [{ name: "label", description: "", logarithmic: false, missing: 0, below: 0, above: 0, ...labels }] : []),
  ...scores.map(column => ({ ...column, kind: "numbers" }))];

// The column that colours the points, null for one colour.
let coloring = columns[(labels ? 1 : 0) + facts.colorBy] ?? null;
if (coloring?.kind === "texts") coloring = null;

const categoryColumn = column => column?.kind === "categories";
const knownNumbers = column => column.kind === "numbers" && column.minimum !== undefined;
const columnText = (column, i) => {
  if (column.kind === "categories") return column.categories[column.codes[i]].name;
  return column.kind === "texts" ? column.texts[i] : float32Text(column.values[i]);
};
