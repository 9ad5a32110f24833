// The legend: categories that can be shown, hidden, isolated and picked out, or the scale of numbers. All text goes in as text, never as markup.

class Legend {
  // changed() is called when visibility changes, chosen() when another column is chosen to colour by; pointed(code or -1) when the pointer rests on a category.
  constructor(changed, chosen, pointed) {
    this.visible = labels?.categories?.map(() => true) ?? [];
    this.buttons = [];
    this.changed = changed;
    this.chosen = chosen;
    if (labels?.categories) this.buildCategories(pointed);
    this.buildChoice();
  }

  buildCategories(pointed) {
    const list = element("legend");
    element("legend-head").hidden = false;
    element("legend-title").textContent = labels.categories.length === 1 ? "1 category" : `${thousands(labels.categories.length)} categories`;
    labels.categories.forEach((category, code) => {
      const item = document.createElement("li");
      const toggle = this.button(item, "toggle", () => this.set(code, !this.visible[code]));
      for (const [name, text] of [["dot", ""], ["name", category.name], ["count", thousands(category.count)]]) {
        const part = document.createElement("span");
        part.className = name;
        part.textContent = text;
        toggle.append(part);
      }
      toggle.title = category.name;
      toggle.addEventListener("dblclick", () => this.only(code));
      const only = this.button(item, "only", () => this.only(code));
      only.textContent = "only";
      only.setAttribute("aria-label", `Show only ${category.name}`);
      item.addEventListener("pointerenter", () => pointed(code));
      item.addEventListener("pointerleave", () => pointed(-1));
      this.buttons.push(toggle);
      list.append(item);
    });
    element("show-all").onclick = () => this.setEach(() => true);
    element("show-none").onclick = () => this.setEach(() => false);
    this.refresh();
  }

  button(parent, name, click) {
    const button = document.createElement("button");
    button.className = name;
    button.onclick = click;
    parent.append(button);
    return button;
  }

  // What to colour by: a column whose values have colours, the density, or nothing.
  buildChoice() {
    const select = element("color-select");
    const choices = [...labels ? [] : [["", "none", ""]],
      ...columns.map((column, i) => [String(i), column === labels && column.kind === "texts" ? "none" : column.name, column.description])
        .filter((_, i) => columns[i].kind !== "texts" || columns[i] === labels),
      ["density", "density", "how close the points lie in the map"]];
    for (const [value, name, description] of choices) {
      const option = document.createElement("option");
      option.textContent = name;
      option.title = description;
      option.value = value;
      select.append(option);
    }
    element("color-by").hidden = false;
    select.value = coloring === null ? "" : coloring.computed ? "density" : String(columns.indexOf(coloring));
    select.addEventListener("change", () => {
      coloring = select.value === "density" ? densityColumn() : columns[select.value] ?? null;
      this.showScale();
      this.chosen();
    });
    this.showScale();
  }

  // The bar of the column that is chosen, if it is one of numbers.
  showScale() {
    const scale = coloring?.kind === "numbers" ? coloring : null, known = scale?.minimum !== undefined, exact = scale === labels;
    element("panel").setAttribute("data-scored", coloring !== labels);
    element("color-select").title = coloring?.description ?? "";
    element("score-meaning").hidden = !coloring?.description;
    element("score-meaning").textContent = coloring?.description ?? "";
    element("scale").hidden = scale === null;
    if (scale === null) return;
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

  // Only this one; or all again when it is the only one already.
  only(code) {
    const alone = this.visible.every((v, c) => v === (c === code));
    this.setEach(c => alone || c === code);
  }

  set(code, on) { this.setEach(c => (c === code ? on : this.visible[c])); }

  setEach(choose) {
    this.visible = this.visible.map((_, code) => choose(code));
    this.refresh();
    this.changed();
  }

  refresh() { this.buttons.forEach((button, code) => button.setAttribute("aria-pressed", this.visible[code])); }

  setTheme(dark) {
    this.buttons.forEach((button, code) => {
      const { color, onDark } = labels.categories[code];
      button.style.setProperty("--dot", dark ? onDark : color);
    });
  }
}
