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

  // What to colour by: a column whose values have colours, the density, or nothing.
  buildChoice() {
    const select = element("color-select");
    const choices = [...labels && labels.kind !== "texts" ? [] : [["", "none", ""]],
      ...columns.map(({ name, description }, i) => [String(i), name, description]).filter((_, i) => columns[i].kind !== "texts"),
      ["density", "density", "how close the points lie in the map"]];
    for (const [value, name, description] of choices) {
      const option = document.createElement("option");
      option.textContent = name;
      option.title = description;
      option.value = value;
      select.append(option);
    }
    element("color-by").hidden = false;
    select.addEventListener("change", () => this.choose(select.value));
  }

  // What the choice is called: the number of the column, "density", or nothing.
  get choice() { return coloring?.computed ? "density" : coloring === null || coloring.kind === "texts" ? "" : String(columns.indexOf(coloring)); }

  choose(choice) {
    coloring = choice === "density" ? densityColumn() : columns[choice] ?? null;
    this.show();
    this.chosen();
    changed();
  }

  show() {
    const rows = categoryColumn(coloring);
    element("color-select").value = this.choice;
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
    const known = knownNumbers(scale), exact = scale === labels;
    element("scale-bar").hidden = element("scale-ends").hidden = !known;
    element("scale-bar").style.background = `linear-gradient(to right, ${facts.stops.join(", ")})`;
    if (known) {
      element("scale-low").textContent = (scale.below ? "≤ " : "") + (exact ? number : short)(scale.minimum);
      element("scale-middle").textContent = !exact && scale.maximum > scale.minimum ? short(scaleMiddle(scale)) : "";
      element("scale-high").textContent = (scale.above ? "≥ " : "") + (exact ? number : short)(scale.maximum);
    }
    element("scale-outside").textContent = scale.below || scale.above
      ? `From the 1st to the 99th percentile. ${thousands(scale.below)} below and ${thousands(scale.above)} above have the colours of the ends.` : "";
    element("scale-missing").textContent = scale.missing ? `${thousands(scale.missing)} without a value, grey` : "";
  }

  setTheme(dark) { this.rows?.setTheme(dark); }
}
