// The selection as a file of comma-separated values, and its ids for the clipboard.

// Each row has the id (where there are ids), the row of the input from 0, the labels, the coordinates, and the other columns.
const axisNames = ["x", "y", "z"].slice(0, facts.dimensions);
const exportColumns = labels ? [labels, axisNames, ...columns.slice(1)] : [axisNames, ...columns];
const exportHead = () => distinctNames([...(ids ? ["id"] : []), "row", ...exportColumns.flatMap(column => column.name ?? column)]);

function exportFields(i, m) {
  const values = exportColumns.flatMap(column => (column === axisNames ? placeTexts(i, m) : columnText(column, i)));
  return [...(ids ? [ids[i]] : []), String(i), ...values];
}

// Ids and texts are written as the page has them: a file that goes back to a program must have the same ids. Texts that a spreadsheet could
// take for formulas are pointed out, and get an apostrophe only when the reader asks for it.
// The selection and the map are those of the beginning.
function* exportRows(safe, selected = selection.points, m = mapShown) {
  const write = fields => csvRow(safe ? fields.map(withoutFormula) : fields), parts = [write(exportHead())];
  let rows = [];
  for (let i = 0; i < count; i++) {
    if (selected[i]) rows.push(write(exportFields(i, m)));
    if (rows.length === 2000) {
      parts.push(rows.join(""));
      rows = [];
      yield;
    }
  }
  parts.push(rows.join(""));
  return parts;
}

function fileName(ending) {
  const name = (facts.title || "map").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  return `${name || "map"}${ending}`;
}

function saveFile(name, parts, type) {
  const url = URL.createObjectURL(new Blob(parts, { type })), link = document.createElement("a");
  link.setAttribute("href", url);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

element("export-csv").onclick = () => {
  const size = selection.count, rows = exportRows(element("export-safe").checked, selection.points, mapShown);
  inPieces((function* save() {
    saveFile(fileName("-selection.csv"), yield* rows, "text/csv;charset=utf-8");
    notice(`${pointsText(size)} saved.`);
  })());
};

element("export-ids").onclick = () => {
  const rows = membersOf(selection.points);
  copyText(rows.map(i => (ids ? ids[i] : String(i))).join("\n"), `${thousands(rows.length)} ${ids ? "ids" : "row numbers"} copied.`);
};
element("export-ids").textContent = ids ? "Copy ids" : "Copy row numbers";

async function copyText(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    notice(done);
  } catch {
    notice("The browser does not let this page use the clipboard.");
  }
}

selection.onChange(() => {
  element("export-note").hidden = element("export-safe-line").hidden = true;
  if (selection.count === 0) return;
  let risky = 0;
  const riskyCategories = columns.filter(categoryColumn)
    .map(({ codes: each, categories }) => [each, categories.map(({ name }) => looksLikeFormula(name))])
    .filter(([, marks]) => marks.includes(true));
  if (textColumns.length === 0 && riskyCategories.length === 0) return;
  for (let i = 0; i < count && risky < 1000; i++) {
    if (!selection.points[i]) continue;
    for (const { texts } of textColumns) risky += looksLikeFormula(texts[i]);
    for (const [each, marks] of riskyCategories) risky += marks[each[i]];
  }
  if (risky === 0) return;
  element("export-note").hidden = element("export-safe-line").hidden = false;
  element("export-note").textContent =
    `${risky >= 1000 ? "Many" : thousands(risky)} texts begin like formulas (= + - @). They are saved as they are; `
    + "a spreadsheet could compute them.";
});
