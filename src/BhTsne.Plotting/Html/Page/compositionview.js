// What distinguishes the selection from the other points, or one kept selection from another, in the panel.

let comparison = "selection-rest", comparisonJob = null;
const fewFindings = 8, mostFindings = 60;

// The comparisons that are possible now: what is compared with what, and the names of both sides.
function comparisons() {
  const possible = [];
  if (selection.count > 0) possible.push(["selection-rest", "the selection", selection.points, "the rest", null]);
  for (const name of ["A", "B"]) {
    if (!kept[name]) continue;
    possible.push([`${name}-rest`, name, kept[name].points, "the rest", null]);
    if (selection.count > 0) possible.push([`selection-${name}`, "the selection", selection.points, name, kept[name].points]);
  }
  if (kept.A && kept.B) possible.push(["A-B", "A", kept.A.points, "B", kept.B.points]);
  return possible;
}

// Bit 1 for the points of the first set, bit 2 for those of the second; points that filters hide are in neither.
function comparedSets(first, second) {
  const sets = new Uint8Array(count), { visible } = filter;
  if (second) for (let i = 0; i < count; i++) sets[i] = visible[i] * (first[i] | second[i] << 1);
  else for (let i = 0; i < count; i++) sets[i] = visible[i] * (2 - first[i]);
  return sets;
}

function compare() {
  if (comparisonJob) comparisonJob.on = false;
  const possible = comparisons(), chosen = possible.find(([name]) => name === comparison) ?? possible[0];
  element("composition").hidden = !chosen;
  element("compare").hidden = possible.length < 2;
  if (!chosen) return;
  comparison = chosen[0];
  const select = element("compare-select");
  select.replaceChildren();
  for (const [value, first, , second] of possible) create("option", "", `${first} with ${second}`, select).value = value;
  select.value = comparison;
  comparisonJob = inPieces(compareChosen(chosen));
}

element("compare-select").addEventListener("change", () => {
  comparison = element("compare-select").value;
  compare();
});

function* compareChosen([, firstName, first, secondName, second]) {
  const sets = comparedSets(first, second), sizes = [0, 0];
  for (let i = 0; i < count; i++) {
    sizes[0] += sets[i] & 1;
    sizes[1] += sets[i] >> 1;
  }
  yield;
  const findings = sizes[0] > 0 && sizes[1] > 0 ? yield* compareAll(sets, mostFindings) : [];
  showFindings(findings, sizes, firstName, secondName);
}

function showFindings(findings, [first, second], firstName, secondName) {
  const shown = filter.active ? " Hidden points are left out." : "";
  element("composition-title").textContent = `What distinguishes ${firstName === "the selection" ? "it" : firstName} from ${secondName}`;
  element("composition-line").textContent = first === 0 || second === 0 ? `There is nothing to compare with.${shown}`
    : `${pointsText(first)} against ${pointsText(second)}.${shown}`
      + (findings.length > 0 ? "" : columns.length + textColumns.length === 0
        ? " The page has no columns to compare." : " No column differs clearly.");
  const list = element("findings");
  list.replaceChildren();
  findings.forEach((finding, n) => {
    const item = showFinding(finding, firstName, secondName);
    item.hidden = n >= fewFindings;
    list.append(item);
  });
  if (findings.length <= fewFindings) return;
  const more = create("li", "", "", list);
  createButton(`Show ${findings.length - fewFindings} more`, "Show more differences", () => {
    for (const item of list.children) item.hidden = false;
    more.remove();
  }, more);
}

function showFinding(finding, firstName, secondName) {
  const { head, values, note } = wordFinding(finding, firstName, secondName), item = create("li", "", "", null);
  create("b", "", head, item);
  const bars = create("span", finding.kind === "number" ? "means" : "shares", "", item);
  bars.setAttribute("aria-hidden", "true");
  for (const side of [finding.first, finding.second]) {
    const bar = create("i", "", "", bars);
    if (finding.kind === "number") bar.style.left = `${(100 * scalePosition(side.mean, finding.column)).toFixed(1)}%`;
    else bar.style.width = `${(100 * side.share).toFixed(1)}%`;
  }
  create("span", "values", values, item);
  if (note) create("span", "note", note, item);
  return item;
}
