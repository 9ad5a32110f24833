// The section of the panel with a filter for each column: a histogram with a range, or the categories.

const filterViews = new Map(); // By the number of the column, once its part of the panel has been opened.
const filterBars = 40;

columns.forEach((column, number) => {
  if (column.kind === "texts" || (column.kind === "numbers" && !knownNumbers(column))) return;
  const part = create("details", "filter", "", element("filters"));
  create("summary", "", column.name, part).title = column.description ?? "";
  part.addEventListener("toggle", () => {
    if (!part.open || filterViews.has(number)) return;
    filterViews.set(number, column.kind === "numbers" ? new RangeView(part, number) : new CategoryView(part, number));
  });
});
element("filters-section").hidden = element("filters").children.length === 0;
element("filters-section").addEventListener("toggle", () => {
  // The first few are opened with the section.
  if (filterViews.size > 0 || !element("filters-section").open) return;
  Array.from(element("filters").children).slice(0, 3).forEach(part => { part.open = true; });
});
element("filter-clear").onclick = () => filter.clear();

function showFilters() {
  element("filter-count").hidden = element("filter-clear").hidden = !filter.active;
  element("filter-count").textContent = `${thousands(filter.shown)} shown`;
  element("filter-line").textContent = `${thousands(filter.shown)} of ${pointsText(count)} shown.`;
  for (const view of filterViews.values()) view.show();
}
filter.onChange(showFilters);
selection.onChange(() => { for (const view of filterViews.values()) view.show(); });
themeChanges.add(() => { for (const view of filterViews.values()) view.show(); });

class CategoryView {
  constructor(parent, column) {
    this.rows = new CategoryRows(create("ul", "rows", "", parent), column, () => {});
  }

  show() { this.rows.refresh(); }
}

// A histogram of all points, of those that are shown and of the selected ones, and a range that is dragged or set by two sliders.
class RangeView {
  constructor(parent, number) {
    this.number = number;
    this.column = columns[number];
    this.axis = histogramAxis(this.column, filterBars);
    this.bars = barsOf(this.column.values, this.axis);
    this.all = countBars(this.bars, this.axis.bins, null);
    const box = create("div", "histogram", "", parent);
    this.canvas = create("canvas", "", "", box);
    this.sliders = ["from", "to"].map((end, n) => {
      const slider = create("input", "", "", box);
      slider.type = "range";
      slider.min = 0;
      slider.max = this.axis.bins;
      slider.setAttribute("aria-label", `${this.column.name} ${end}`);
      slider.addEventListener("input", () => this.setEdges(...this.edges.map((edge, e) => (e === n ? +slider.value : edge)), n));
      return slider;
    });
    const ends = create("div", "ends", "", parent);
    this.line = create("span", "range", "", ends);
    this.pickButton = createButton("Select", `Select this range of ${this.column.name}`, event => {
      selectSource({ kind: "range", column: number, ...this.range }, howOf(event));
    }, ends);
    this.clearButton = createButton("×", `Show all of ${this.column.name}`, () => filter.set(number, null), ends);
    if (this.column.missing > 0) {
      const label = create("label", "", "", parent);
      this.missing = create("input", "", "", label);
      this.missing.type = "checkbox";
      create("span", "", `Show the ${thousands(this.column.missing)} without a value`, label);
      this.missing.addEventListener("change", () => this.setEdges(...this.edges, 0));
    }
    this.dragFrom = null;
    this.canvas.addEventListener("pointerdown", event => {
      this.canvas.setPointerCapture(event.pointerId);
      this.dragFrom = this.binAt(event.offsetX);
    });
    this.canvas.addEventListener("pointermove", event => {
      if (this.dragFrom === null) return;
      const to = this.binAt(event.offsetX);
      this.setEdges(Math.min(this.dragFrom, to), Math.max(this.dragFrom, to) + 1, 0);
    });
    for (const name of ["pointerup", "pointercancel"]) this.canvas.addEventListener(name, () => { this.dragFrom = null; });
    this.show();
  }

  binAt(x) {
    const { width } = this.canvas.getBoundingClientRect();
    return Math.max(0, Math.min(this.axis.bins - 1, Math.floor(x / width * this.axis.bins)));
  }

  get part() { return filter.parts.get(this.number) ?? null; }

  // The ends of the range as edges between bars.
  get edges() {
    const { part, axis } = this, near = value => {
      let edge = 0;
      while (edge < axis.bins && axis.edge(edge) < value) edge++;
      return edge;
    };
    return [part?.low == null ? 0 : near(part.low), part?.high == null ? axis.bins : near(part.high)];
  }

  // The range as values; an end at the end of the axis is open, as values beyond it belong to the last bar.
  get range() { return { low: this.part?.low ?? null, high: this.part?.high ?? null }; }

  setEdges(from, to, moved) {
    const { axis } = this, missing = this.missing ? this.missing.checked : true;
    if (from >= to) [from, to] = moved === 0 ? [Math.min(to, axis.bins) - 1, to] : [from, from + 1];
    const low = from <= 0 ? null : axis.edge(from), high = to >= axis.bins ? null : axis.edge(to);
    const unbounded = low === null && high === null && (missing || !this.missing);
    const keeps = (low === null && high === null) || this.missing ? missing : false;
    filter.set(this.number, unbounded ? null : { low, high, missing: keeps });
  }

  show() {
    const { part } = this, [from, to] = this.edges;
    this.sliders[0].value = from;
    this.sliders[1].value = to;
    const { low, high } = this.range;
    [low ?? this.column.minimum, high ?? this.column.maximum]
      .forEach((value, n) => this.sliders[n].setAttribute("aria-valuetext", short(value)));
    this.line.textContent = `${low === null ? (this.column.below ? "≤ " : "") + short(this.column.minimum) : short(low)} – `
      + `${high === null ? (this.column.above ? "≥ " : "") + short(this.column.maximum) : short(high)}`;
    this.clearButton.hidden = part === null;
    if (this.missing) this.missing.checked = part === null || part.missing;
    this.draw(from, to);
  }

  draw(from, to) {
    const { canvas, axis } = this, width = canvas.clientWidth || 260, height = 46, scale = Math.min(devicePixelRatio || 1, 2);
    canvas.width = width * scale;
    canvas.height = height * scale;
    const context = canvas.getContext("2d"), most = this.all.reduce((a, b) => Math.max(a, b), 1);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    const bar = (counts, color, alpha, mark) => {
      context.fillStyle = color;
      for (let b = 0; b < axis.bins; b++) {
        if (counts[b] === 0) continue;
        context.globalAlpha = b >= from && b < to ? 1 : alpha;
        // A bar of few points is seen: one pixel at least, and roots of counts.
        const up = Math.max(1, Math.sqrt(counts[b] / most) * (height - 2));
        context.fillRect(b * width / axis.bins, height - up, Math.max(1, width / axis.bins - mark), up);
      }
    };
    bar(this.all, theme.line, 0.8, 1);
    bar(countBars(this.bars, axis.bins, filter.visible), theme.soft, 0.35, 1);
    if (selection.count > 0) {
      bar(countBars(this.bars, axis.bins, combineSets(selection.points, filter.visible, "intersect")), theme.accent, 0.35, 1);
    }
    context.globalAlpha = 1;
  }
}
