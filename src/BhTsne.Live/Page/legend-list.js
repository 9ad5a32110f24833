// The colours of the labels. All text goes in as text, never as markup.

function drawLegend(facts, dark) {
  const swatch = i => facts.swatches[i][dark ? 1 : 0];
  const list = element("legend");
  list.replaceChildren();
  facts.categories.forEach(({ name, count }, i) => {
    const item = document.createElement("li"), dot = svg(item, "svg", { viewBox: "0 0 12 12", "aria-hidden": "true" });
    svg(dot, "circle", { cx: 6, cy: 6, r: 6, fill: swatch(i) });
    for (const [part, text] of [["name", name], ["count", count.toLocaleString("en")]]) {
      const span = document.createElement("span");
      span.className = part;
      span.textContent = text;
      item.append(span);
    }
    item.title = name;
    list.append(item);
  });
  element("scale").hidden = facts.minimum === undefined;
  if (facts.minimum !== undefined) {
    const context = element("scale-bar").getContext("2d");
    for (let step = 0; step < 64; step++) {
      context.fillStyle = swatch(step);
      context.fillRect(step, 0, 1, 1);
    }
    element("scale-low").textContent = String(+facts.minimum.toPrecision(4));
    element("scale-high").textContent = String(+facts.maximum.toPrecision(4));
  }
}
