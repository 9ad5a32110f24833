// The filters hide points: one for each column at most, and one for a set of points. A point is shown where all of them show it.

const filter = {
  visible: new Uint8Array(count).fill(1),
  shown: count,
  parts: new Map(), // By the number of the column: { hidden: Set of codes } or { low, high, missing }.
  only: null,       // The set of points to which the others are hidden, with the steps that made it: { points, steps }.
  changes: listeners(),

  onChange(listener) { this.changes.add(listener); },

  // Sets or, with null, takes away the filter of a column.
  set(column, part) {
    if (part === null || part.hidden?.size === 0) this.parts.delete(column); else this.parts.set(column, part);
    this.apply();
  },

  showOnly(only) {
    this.only = only;
    this.apply();
  },

  clear() {
    this.parts.clear();
    this.only = null;
    this.apply();
  },

  get active() { return this.parts.size > 0 || this.only !== null; },

  hides(column, code) { return this.parts.get(column)?.hidden?.has(code) ?? false; },

  // The filters of columns as plain data, for links.
  get code() {
    return [...this.parts].sort(([a], [b]) => a - b)
      .map(([column, part]) => (part.hidden ? { column, hidden: [...part.hidden].sort((a, b) => a - b) } : { column, ...part }));
  },

  apply() {
    this.visible = shownBy(columns, this.code, count);
    if (this.only) this.visible = combineSets(this.visible, this.only.points, "intersect");
    this.shown = countSet(this.visible);
    this.changes.call();
  },
};
