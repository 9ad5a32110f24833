// What the page says about the point under the pointer.

function describe(k) {
  const i = order[k], lines = [];
  if (labels) lines.push(valueText(labels, i));
  if (ids) lines.push(ids[i]);
  tooltip.replaceChildren();
  lines.filter(line => line !== "").forEach(line => tooltip.appendChild(document.createElement("b")).textContent = line);
  tooltip.appendChild(document.createElement("span")).textContent = `#${i}  (${describePlace(i)})`;
  for (const each of columns) {
    if (each === labels) continue;
    const line = tooltip.appendChild(document.createElement("span"));
    line.className = each === coloring ? "score chosen" : "score";
    line.textContent = `${each.name}: ${valueText(each, i, value => +value.toPrecision(4))}`;
  }
  const image = imageOf(i);
  if (image) tooltip.appendChild(image);
}

function hover(px, py) {
  walked = -1;
  hoverPoint(px === null ? -1 : pick(px, py), px, py);
}

// The drawn point k, -1 for none, with the text beside a pixel.
function hoverPoint(k, px, py) {
  if (k !== hovered) {
    hovered = k;
    if (k >= 0) describe(k);
    tooltip.hidden = k < 0 || order[k] === pinned; // The card says it already.
    request();
  }
  if (k >= 0) {
    tooltip.style.left = `${Math.max(4, Math.min(px + 14, camera.width - tooltip.offsetWidth - 8))}px`;
    tooltip.style.top = `${Math.max(4, py + 14 + tooltip.offsetHeight > camera.height ? py - tooltip.offsetHeight - 10 : py + 14)}px`;
  }
}
