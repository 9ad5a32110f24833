// The legend: categories that can be shown, hidden, isolated and picked out, or the scale of numbers. All text goes in as text, never as markup.

class Legend {
  // changed() is called when visibility changes; pointed(code or -1) when the pointer rests on a category.
  constructor(changed, pointed) {
    this.visible = codes ? facts.categories.map(() => true) : [];
    this.buttons = [];
    this.changed = changed;
    if (codes) this.buildCategories(pointed);
    if (numbers) this.buildScale();
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

  buildScale() {
    element("scale").hidden = false;
    element("scale-bar").style.background = `linear-gradient(to right, ${facts.stops.join(", ")})`;
    element("scale-low").textContent = number(facts.minimum);
    element("scale-high").textContent = number(facts.maximum);
    if (facts.missing) element("scale-missing").textContent = `${thousands(facts.missing)} without a value, grey`;
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
