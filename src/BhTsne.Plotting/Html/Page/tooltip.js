// What the page says about the point under the pointer.

function describe(k) {
  const i = order[k], lines = [];
  if (codes) lines.push(facts.categories[codes[i]].name);
  if (numbers) lines.push(Number.isNaN(numbers[i]) ? "no value" : number(numbers[i]));
  if (facts.labels) lines.push(facts.labels[i]);
  if (facts.names) lines.push(facts.names[i]);
  tooltip.replaceChildren();
  lines.filter(line => line !== "").forEach(line => tooltip.appendChild(document.createElement("b")).textContent = line);
  tooltip.appendChild(document.createElement("span")).textContent = `#${i}  (${describePlace(i)})`;
  for (const each of scores) {
    const line = tooltip.appendChild(document.createElement("span"));
    line.className = each === score ? "score chosen" : "score";
    line.textContent = `${each.name}: ${Number.isNaN(each.values[i]) ? "no value" : +each.values[i].toPrecision(4)}`;
  }
}

function hover(px, py) {
  const k = px === null ? -1 : pick(px, py);
  if (k !== hovered) {
    hovered = k;
    if (k >= 0) describe(k);
    tooltip.hidden = k < 0;
    request();
  }
  if (k >= 0) {
    tooltip.style.left = `${Math.max(4, Math.min(px + 14, camera.width - tooltip.offsetWidth - 8))}px`;
    tooltip.style.top = `${Math.max(4, py + 14 + tooltip.offsetHeight > camera.height ? py - tooltip.offsetHeight - 10 : py + 14)}px`;
  }
}
