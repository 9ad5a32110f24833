// The curve of the cost, with axes.

const svgName = "http://www.w3.org/2000/svg";

function svg(parent, name, attributes, text) {
  const node = document.createElementNS(svgName, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  parent.append(node);
  return node;
}

// Round numbers from low to high, about as many as wanted.
function ticks(low, high, wanted) {
  const raw = (high - low) / wanted, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(m => m * power).find(s => s >= raw * 0.999);
  const found = [];
  for (let n = Math.ceil(low / step - 1e-9); n * step <= high + step * 1e-9; n++) found.push(+(n * step).toPrecision(12));
  return found;
}

// The costs that are seen in a width of so many pixels: of each pixel the first, the lowest, the highest and the last one. A long run has
// a hundred thousand costs, and the curve is drawn again with each status.
function seenCosts(all, most, pixels) {
  const seen = [];
  for (let i = 0, next; i < all.length; i = next) {
    const pixel = Math.floor(all[i][0] / most * pixels);
    let low = i, high = i;
    for (next = i; next < all.length && Math.floor(all[next][0] / most * pixels) === pixel; next++) {
      if (all[next][1] < all[low][1]) low = next;
      if (all[next][1] > all[high][1]) high = next;
    }
    const kept = [...new Set([i, Math.min(low, high), Math.max(low, high), next - 1])];
    seen.push(...kept.map(n => all[n]));
  }
  return seen;
}

function drawChart(parent, all, iterations) {
  parent.replaceChildren();
  if (all.length === 0) return;
  const box = { left: 40, right: 240, top: 12, bottom: 116 };
  const most = Math.max(iterations, all[all.length - 1][0], 1), costs = seenCosts(all, most, 2 * (box.right - box.left));
  let low = Math.min(...costs.map(c => c[1])), high = Math.max(...costs.map(c => c[1]));
  const pad = (high - low || Math.abs(high) || 1) * 0.06;
  [low, high] = [low - pad, high + pad];
  const x = iteration => box.left + (box.right - box.left) * iteration / most;
  const y = cost => box.bottom - (box.bottom - box.top) * (cost - low) / (high - low);
  for (const cost of ticks(low, high, 4)) {
    svg(parent, "line", { class: "axis", x1: box.left, x2: box.right, y1: y(cost), y2: y(cost) });
    svg(parent, "text", { x: box.left - 5, y: y(cost) + 3, "text-anchor": "end" }, String(cost));
  }
  for (const iteration of ticks(0, most, 4)) {
    svg(parent, "line", { class: "axis", x1: x(iteration), x2: x(iteration), y1: box.bottom, y2: box.bottom + 4 });
    svg(parent, "text", { x: x(iteration), y: box.bottom + 15, "text-anchor": "middle" }, iteration.toLocaleString("en"));
  }
  svg(parent, "text", { x: (box.left + box.right) / 2, y: 146, "text-anchor": "middle" }, "iteration");
  svg(parent, "polyline", { class: "curve", points: costs.map(c => `${x(c[0]).toFixed(1)},${y(c[1]).toFixed(1)}`).join(" ") });
  const last = costs[costs.length - 1];
  svg(parent, "circle", { cx: x(last[0]), cy: y(last[1]), r: 2.5 });
}
