// What the colours mean: a choice of columns, and the categories or the scale of the one that is chosen.

class Legend {
  // chosen() is called when another column is chosen to colour by; pointed(code or -1) when the pointer rests on a category.
  constructor(chosen, pointed) {
    this.rows = null;
    this.chosen = chosen;
    this.pointed = pointed;
    element("show-all").onclick = () => this.rows?.setEach(() => true);
    element("show-none").onclick = () => this.rows?.setEach(() => false);
    this.buildChoice();
    this.show();
  }

  // What to colour by: the labels, if there are any, or another column.
  buildChoice() {
    const select = element("color-select"), choices = columns.filter(column => column.kind !== "texts");
    [...(labels && labels.kind !== "texts" ? [] : [null]), ...choices].forEach(column => {
      const option = document.createElement("option");
      option.textContent = column === null ? "none" : column.name;
      option.title = column?.description ?? "";
      option.value = columns.indexOf(column);
      select.append(option);
    });
    element("color-by").hidden = choices.length < 2 - (labels ? 0 : 1);
    select.addEventListener("change", () => this.choose(columns[+select.value] ?? null));
  }

  choose(column) {
    coloring = column;
    this.show();
    this.chosen();
  }

  show() {
    const rows = categoryColumn(coloring);
    element("color-select").value = columns.indexOf(coloring);
    element("color-select").title = coloring?.description ?? "";
    element("score-meaning").hidden = !coloring?.description;
    element("score-meaning").textContent = coloring?.description ?? "";
    element("legend-head").hidden = element("legend").hidden = !rows;
    this.rows = null;
    element("legend").replaceChildren();
    if (rows) {
      const { categories } = coloring;
      element("legend-title").textContent = categories.length === 1 ? "1 category" : `${thousands(categories.length)} categories`;
      this.rows = new CategoryRows(element("legend"), columns.indexOf(coloring), this.pointed);
    }
    this.showScale(coloring?.kind === "numbers" ? coloring : null);
  }

  // The bar of a column of numbers.
  showScale(scale) {
    element("scale").hidden = scale === null;
    if (scale === null) return;
    const known = knownNumbers(scale), own = columns.indexOf(scale) === 0 && labels;
    element("scale-bar").hidden = element("scale-ends").hidden = !known;
    element("scale-bar").style.background = `linear-gradient(to right, ${facts.stops.join(", ")})`;
    if (known) {
      element("scale-low").textContent = (scale.below ? "≤ " : "") + (own ? number : short)(scale.minimum);
      element("scale-middle").textContent = !own && scale.maximum > scale.minimum ? short(scaleMiddle(scale)) : "";
      element("scale-high").textContent = (scale.above ? "≥ " : "") + (own ? number : short)(scale.maximum);
    }
    element("scale-outside").textContent = scale.below || scale.above
      ? `From the 1st to the 99th percentile. ${thousands(scale.below)} below and ${thousands(scale.above)} above have the colours of the ends.` : "";
    element("scale-missing").textContent = scale.missing ? `${thousands(scale.missing)} without a value, grey` : "";
  }

  setTheme(dark) { this.rows?.setTheme(dark); }
}
