// What distinguishes two sets of points over all columns, in pieces.

// Yields now and then, and returns the findings, best first. sets: for each point the sets that it belongs to (composition.js).
function* compareAll(sets, most) {
  const findings = [];
  for (const column of columns) {
    if (column.kind === "texts") continue;
    findings.push(...compareColumn(column, sets));
    yield;
  }
  for (const column of textColumns) {
    if (kindOfColumn(column) !== "sentences") continue;
    findings.push(...compareColumn(column, sets, yield* indexWords(column)));
    yield;
  }
  return rankFindings(findings, most);
}
