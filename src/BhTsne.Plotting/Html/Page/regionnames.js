// Names of regions: what distinguishes each of them from the other regions. No two names are the same.

// What a name can say of a region: a share of its points that is less says too little.
const leastShare = { word: 0.08, category: 0.4, missing: 0.4 };
const saysEnough = ({ kind, h, certain, first }) =>
  Math.abs(certain) >= 0.5 && (kind === "number" || (h > 0 && first.share >= leastShare[kind]));

// Names of so many regions, the largest first; empty where nothing distinguishes one clearly. sums: of sumRegions, for each column.
// A region is then compared with those alone of which the same can be said, by the columns that its name does not have yet. Yields.
function* nameRegions(sums, regions) {
  const all = Array.from({ length: regions }, (_, region) => region), names = [], known = new Map();

  // What can be said of each region of a group against the others of the group.
  function* statementsIn(group, left) {
    const key = `${group.join()} ${left.map(sum => sums.indexOf(sum)).join()}`;
    if (known.has(key)) return known.get(key);
    const statements = new Map();
    for (const region of group) {
      statements.set(region, statementsOf(left, region, group.filter(other => other !== region)));
      yield;
    }
    known.set(key, statements);
    return statements;
  }
  for (const region of all) {
    const parts = [];
    let group = all, left = sums;
    while (parts.length < 3 && group.length > 1) {
      const statements = yield* statementsIn(group, left);
      const holds = (other, { key }) => statements.get(other).some(statement => statement.key === key);
      const others = group.filter(other => other !== region);
      const chosen = chosenStatement(statements.get(region), statement => !others.some(other => holds(other, statement)));
      if (!chosen) break;
      parts.push(chosen.text);
      group = group.filter(other => holds(other, chosen));
      left = left.filter(sum => sum !== chosen.sum);
    }
    names.push(parts);
  }
  const once = withoutRepetition(names, parts => JSON.stringify(parts.slice().sort())); // In any order the parts say the same.
  return withoutRepetition(once.map(parts => (parts ? joinParts(parts) : "")));
}

// The first one keeps a name that others have, too; theirs become empty.
function withoutRepetition(names, keyOf = name => name) {
  const used = new Set();
  return names.map(name => {
    const key = keyOf(name);
    if (used.has(key)) return "";
    used.add(key);
    return name;
  });
}

// What can be said of a region against others, the clearest first.
function statementsOf(sums, region, others) {
  if (others.length === 0) return [];
  const found = sums.map(sum => statementOf(sum(region, others).filter(saysEnough), sum)).filter(statement => statement !== null);
  return found.sort((a, b) => b.clear - a.clear);
}

// The clearest of the findings about one column; of words the three clearest.
function statementOf(findings, sum) {
  if (findings.length === 0) return null;
  const clearest = best(findings, 3), text = clearest[0].kind === "word"
    ? clearest.map(({ name }) => name).join(", ")
    : nameOfFinding(clearest[0]);
  return { text, key: `${clearest[0].kind} ${text}`, sum, clear: Math.abs(clearest[0].certain) };
}

// The clearest statement that holds for no other region, or, where it is less than half as clear as the clearest of all, that one.
function chosenStatement(statements, holdsAlone) {
  const alone = statements.find(holdsAlone);
  return alone && alone.clear >= 0.5 * statements[0].clear ? alone : statements[0] ?? null;
}

// A category without a name of its own, such as "yes" or "3", is named with its column.
const nameOfFinding = ({ kind, column, name, h }) => {
  if (kind === "number") return `${h > 0 ? "high" : "low"} ${column.name}`;
  if (kind === "missing") return `no ${column.name}`;
  return column.name === "labels" || /\p{L}{4}/u.test(name) ? name : `${column.name} ${name}`;
};

// Long parts are cut, each so that something of all of them is left.
const nameLength = 34;
const cutName = (name, most = nameLength) => {
  const letters = Array.from(name);
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : name;
};
function joinParts(parts) {
  const most = parts.length > 1 ? Math.round(1.5 * nameLength / parts.length) : nameLength;
  return parts.map(part => cutName(part, most)).join(", ");
}
