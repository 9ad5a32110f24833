// Filters and selection in links: the steps that made them, or the rows where those are few.

const fewRows = 40;
const longestRows = 4000; // Characters.

// A set as JSON, undefined where a link cannot hold it.
function linkOfSet(points, size, steps) {
  const rows = size <= longestRows ? encodeRows(membersOf(points)) : null;
  if (size <= fewRows) return { rows };
  const plain = steps && { steps, size };
  if (plain && JSON.stringify(plain).length <= longestRows) return plain;
  return rows !== null && rows.length <= longestRows ? { rows } : undefined;
}

function setOfLink(link) {
  if (link?.rows !== undefined) {
    const rows = decodeRows(link.rows, count);
    if (rows === null) throw new Error("no rows");
    return { points: setOf(count, rows), steps: [{ how: "replace", source: { kind: "rows", rows: link.rows }, under: [] }] };
  }
  const known = Array.isArray(link?.steps) && link.steps.every(step =>
    (Object.hasOwn(combinations, step?.how) || step?.how === "invert") && knownSource(step.source) && knownFilters(step.under));
  if (!known) throw new Error("no steps");
  const points = selection.replay(link.steps), size = countSet(points);
  if (size !== link.size) notice(`The link was made with ${pointsText(link.size)} selected; its steps select ${thousands(size)} here.`);
  return { points, steps: link.steps };
}

function knownFilters(filters) {
  return Array.isArray(filters) && filters.every(part => {
    const column = Number.isInteger(part?.column) ? columns[part.column] : undefined;
    if (!column) return false;
    const known = code => Number.isInteger(code) && column.categories[code] !== undefined;
    if (part.hidden) return categoryColumn(column) && Array.isArray(part.hidden) && part.hidden.every(known);
    const end = value => value === null || Number.isFinite(value);
    return column.kind === "numbers" && end(part.low) && end(part.high);
  });
}

viewState.add("filters",
  () => (filter.parts.size > 0 ? filter.code : undefined),
  value => {
    if (value !== undefined && !knownFilters(value)) throw new Error("no filters");
    if (value === undefined && filter.parts.size === 0) return;
    filter.parts = new Map((value ?? []).map(({ column, hidden, low, high, missing }) =>
      [column, hidden ? { hidden: new Set(hidden) } : { low, high, missing: missing === true }]));
    filter.apply();
  });

viewState.add("only",
  () => (filter.only ? linkOfSet(filter.only.points, countSet(filter.only.points), filter.only.steps) : undefined),
  value => {
    if (value !== undefined) filter.showOnly(setOfLink(value));
    else if (filter.only) filter.showOnly(null);
  });

viewState.add("selection",
  () => (selection.count > 0 ? linkOfSet(selection.points, selection.count, selection.steps) : undefined),
  value => {
    if (value === undefined && selection.count === 0) return;
    const { points, steps } = value === undefined ? { points: new Uint8Array(count), steps: [] } : setOfLink(value);
    selection.take(points, steps);
  });

selection.onChange(changed);
filter.onChange(changed);
