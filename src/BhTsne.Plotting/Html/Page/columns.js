// The columns: what is known of each point beside its place. The labels are the first where there are labels.

const columns = [];
for (const column of facts.columns) {
  if (column.kind === "numbers") columns.push({ ...column, values: await readFloats(column.block) });
  else if (column.kind === "categories") columns.push({ ...column, codes: await readShorts(column.block) });
  else columns.push({ ...column, texts: await readTexts(column.block) });
}

const labels = facts.labels ? columns[0] : null;

// The names of the points, null where they have no names but their numbers.
const ids = facts.ids === undefined ? null : await readTexts(facts.ids);

// The column by whose values points are coloured, null for one colour.
let coloring = facts.colorBy === "density" ? densityColumn() : columns[facts.colorBy] ?? null;

// The value of a point as a person reads it.
function valueText(column, i, write = value => +value.toPrecision(6)) {
  if (column.kind === "categories") return column.categories[column.codes[i]].name;
  if (column.kind === "texts") return column.texts[i];
  return Number.isNaN(column.values[i]) ? "no value" : String(write(column.values[i]));
}
