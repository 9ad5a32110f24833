// The selected points, and the steps by which they were selected, so that a link can select them again.

const selection = {
  points: new Uint8Array(count),
  count: 0,
  // Each { how, source, under }: the source is plain data (sources.js), under are the filters then. Null where they are not known, or where
  // other points were hidden.
  steps: [],
  changes: listeners(),

  onChange(listener) { this.changes.add(listener); },

  // Selects these points and no others. source: where they come from, null where no link can say it.
  set(points, source = null) { this.combine(points, "replace", source); },

  // how: "replace", "add", "subtract" or "intersect".
  combine(found, how, source = null) {
    const before = how === "replace" ? [] : this.steps;
    const steps = source === null || before === null || filter.only ? null : [...before, { how, source, under: filter.code }];
    this.take(combineSets(this.points, found, how), steps);
  },

  take(points, steps) {
    this.points = points;
    this.count = countSet(points);
    this.steps = this.count === 0 ? [] : steps;
    this.changes.call();
  },

  clear() { this.set(new Uint8Array(count), { kind: "none" }); },

  // Selects the points that are shown and were not selected.
  invert() {
    const source = { kind: "shown" }, shown = sourcePoints(source, filter.visible), steps = this.steps;
    const next = { how: "invert", source, under: filter.code };
    this.take(invertSet(this.points, shown), steps === null || filter.only ? null : [...steps, next]);
  },

  // What has been selected before by steps, again. Throws where a step is no longer possible.
  replay(steps) {
    let points = new Uint8Array(count);
    for (const { how, source, under } of steps) {
      const found = sourcePoints(source, shownBy(columns, under, count));
      points = how === "invert" ? invertSet(points, found) : combineSets(points, found, how);
    }
    return points;
  },
};

// What a mouse or a key with shift and alt does to the selection; without them, what the buttons of the panel say.
let selectionMode = "replace";
const howOf = ({ shiftKey, altKey }) => (shiftKey && altKey ? "intersect" : shiftKey ? "add" : altKey ? "subtract" : selectionMode);
