// What the page says about the point under the pointer.

function describe(k) {
  const i = order[k], lines = [];
  if (labels) lines.push(valueText(labels, i));
  if (ids) lines.push(ids[i]);
  tooltip.replaceChildren();
  lines.filter(line => line !== "").forEach(line => tooltip.appendChild(document.createElement("b")).textContent = line);
  tooltip.appendChild(document.createElement("span")).textContent = `#${i}  (${describePlace(i)})`;
  const image = imageOf(i);
  if (image) tooltip.appendChild(image);
  const shown = firstColumns(mostHovered), more = columns.length - (labels ? 1 : 0) - shown.length;
  for (const each of shown) {
    const line = tooltip.appendChild(document.createElement("span"));
    line.className = each === coloring ? "score chosen" : "score";
    line.textContent = `${each.name}: ${valueText(each, i, value => +value.toPrecision(4))}`;
  }
  if (more === 0) return;
  const line = tooltip.appendChild(document.createElement("span"));
  line.className = "more";
  line.textContent = `${more} more, click the point`;
}

// The first columns but the labels, and the one that colours in any case.
const mostHovered = 6;
function firstColumns(most) {
  const all = columns.filter(column => column !== labels), first = all.slice(0, most);
  if (first.length < all.length && all.includes(coloring) && !first.includes(coloring)) first[most - 1] = coloring;
  return first;
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
  if (k >= 0) placeTooltip(px, py);
}

// Beside a pixel, below it or else above it, and always inside the view.
function placeTooltip(px, py) {
  const { offsetWidth: width, offsetHeight: height } = tooltip, edge = 4;
  const [below, above, right, left] = [py + 14, py - 10 - height, px + 14, px - 14 - width];
  const fits = below + height <= camera.height - edge ? below : above >= edge ? above : null;
  const top = fits ?? Math.max(edge, camera.height - height - edge), most = camera.width - width - edge;
  tooltip.style.left = `${Math.max(edge, fits === null && right > most ? left : Math.min(right, most))}px`;
  tooltip.style.top = `${top}px`;
}
