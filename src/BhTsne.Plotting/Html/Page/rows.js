// Rows of categories: each can be shown or hidden, shown alone, or selected. All text goes in as text, never as markup.

class CategoryRows {
  // list: the element that takes the rows; column: the number of a column of categories; pointed(code or -1): the pointer rests on a row.
  constructor(list, column, pointed) {
    this.column = column;
    this.categories = columns[column].categories;
    this.toggles = [];
    const most = this.categories.reduce((highest, { count }) => Math.max(highest, count), 1);
    list.replaceChildren();
    this.categories.forEach((category, code) => {
      const item = document.createElement("li");
      const toggle = this.button(item, "toggle", "", `Show or hide ${category.name}`, () => this.show(code, filter.hides(column, code)));
      for (const [name, text] of [["dot", ""], ["name", category.name], ["count", thousands(category.count)]]) {
        const part = document.createElement("span");
        part.className = name;
        part.textContent = text;
        toggle.append(part);
      }
      toggle.title = category.name;
      toggle.style.setProperty("--share", `${(100 * category.count / most).toFixed(1)}%`);
      toggle.addEventListener("dblclick", () => this.only(code));
      this.button(item, "only", "only", `Show only ${category.name}`, () => this.only(code));
      this.button(item, "pick", "select", `Select ${category.name}`, event => {
        selectSource({ kind: "category", column, code }, howOf(event));
      });
      item.addEventListener("pointerenter", () => pointed(code));
      item.addEventListener("pointerleave", () => pointed(-1));
      this.toggles.push(toggle);
      list.append(item);
    });
    this.refresh();
  }

  button(parent, name, text, label, click) {
    const button = document.createElement("button");
    button.className = name;
    button.textContent = text;
    button.setAttribute("aria-label", label);
    button.onclick = click;
    parent.append(button);
    return button;
  }

  show(code, on) { this.setEach(c => (c === code ? on : !filter.hides(this.column, c))); }

  // Only this one; or all again when it is the only one already.
  only(code) {
    const alone = this.categories.every((_, c) => filter.hides(this.column, c) === (c !== code));
    this.setEach(c => alone || c === code);
  }

  setEach(choose) {
    const hidden = new Set();
    this.categories.forEach((_, code) => { if (!choose(code)) hidden.add(code); });
    filter.set(this.column, { hidden });
  }

  refresh() { this.toggles.forEach((toggle, code) => toggle.setAttribute("aria-pressed", !filter.hides(this.column, code))); }

  // Points are coloured by this column.
  setTheme(dark) {
    this.toggles.forEach((toggle, code) => {
      const { color, onDark } = this.categories[code];
      toggle.style.setProperty("--dot", dark ? onDark : color);
    });
  }
}
