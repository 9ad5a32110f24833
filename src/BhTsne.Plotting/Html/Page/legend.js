// The legend: categories that can be shown, hidden, isolated and picked out, or the scale of numbers. All text goes in as text, never as markup.

class Legend {
  // changed() is called when visibility changes, chosen() when another score is chosen to colour by; pointed(code or -1) when the pointer rests on a category.
  constructor(changed, chosen, pointed) {
    this.visible = codes ? facts.categories.map(() => true) : [];
    this.buttons = [];
    this.changed = changed;
    this.chosen = chosen;
    if (codes) this.buildCategories(pointed);
    this.buildChoice();
  }

  buildCategories(pointed) {
    const list = element("legend");
    element("legend-head").hidden = false;
    element("legend-title").textContent = facts.categories.length === 1 ? "1 category" : `${thousands(facts.categories.length)} categories`;
    facts.categories.forEach((category, code) => {
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

  // What to colour by: the labels, if there are any, or a score.
  buildChoice() {
    const select = element("color-select");
    [{ name: codes || numbers ? "labels" : "none", description: "" }, ...scores].forEach(({ name, description }, i) => {
      const option = document.createElement("option");
      option.textContent = name;
      option.title = description;
      option.value = i - 1;
      select.append(option);
    });
    element("color-by").hidden = scores.length === 0;
    select.value = scores.indexOf(score);
    select.addEventListener("change", () => {
      score = scores[+select.value] ?? null;
      this.showScale();
      this.chosen();
    });
    this.showScale();
  }

  // The bar of the score that is chosen, or of labels that are numbers.
  showScale() {
    const scale = score ?? (numbers ? facts : null), known = scale?.minimum !== undefined;
    element("panel").setAttribute("data-scored", score !== null);
    element("color-select").title = score?.description ?? "";
    element("score-meaning").hidden = !score?.description;
    element("score-meaning").textContent = score?.description ?? "";
    element("scale").hidden = scale === null;
    if (scale === null) return;
    element("scale-bar").hidden = element("scale-ends").hidden = !known;
    element("scale-bar").style.background = `linear-gradient(to right, ${facts.stops.join(", ")})`;
    if (known) {
      element("scale-low").textContent = (scale.below ? "≤ " : "") + (score ? short : number)(scale.minimum);
      element("scale-middle").textContent = score && scale.maximum > scale.minimum ? short(scaleMiddle(scale)) : "";
      element("scale-high").textContent = (scale.above ? "≥ " : "") + (score ? short : number)(scale.maximum);
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
      const { color, onDark } = facts.categories[code];
      button.style.setProperty("--dot", dark ? onDark : color);
    });
  }
}
