// What lies around the points: behind them the box of a map of three dimensions, over them the names of categories and a ring around the point in hand.

class Overlay {
  constructor(canvas, backdrop) {
    this.behind = backdrop.getContext("2d");
    this.context = canvas.getContext("2d");
    this.named = labels?.categories?.length > 1 && labels.categories.length <= 60;
    this.anchors = this.named ? categoryAnchors() : [];
  }

  draw(camera, ratio, theme, visible, hovered) {
    const context = this.context, project = camera.projector(), out = [0, 0, 0];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, camera.width, camera.height);
    if (spatial) this.drawBox(camera, ratio, theme);
    this.drawNames(camera, project, theme, visible);
    drawPinned(context, project, camera, theme);
    if (hovered >= 0) {
      project(hovered, out);
      for (const [color, width] of [[theme.ground, 4.5], [theme.ink, 2]]) {
        context.beginPath();
        context.arc(out[0], out[1], camera.pointSize / 2 + 4, 0, 6.2832);
        context.strokeStyle = color;
        context.lineWidth = width;
        context.stroke();
      }
    }
  }

  // Larger categories first; a name that would cover another is left out until there is room.
  drawNames(camera, project, theme, visible) {
    const context = this.context, out = [0, 0, 0], taken = [];
    context.font = "600 14px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const { code, point, name } of this.anchors) {
      if (!visible[code]) continue;
      project(point, out);
      const half = context.measureText(name).width / 2 + 3, box = [out[0] - half, out[1] - 10, out[0] + half, out[1] + 10];
      if (taken.some(t => box[0] < t[2] && t[0] < box[2] && box[1] < t[3] && t[1] < box[3])) continue;
      taken.push(box);
      context.globalAlpha = 0.85;
      context.strokeStyle = theme.ground;
      context.lineWidth = 4;
      context.strokeText(name, out[0], out[1]);
      context.globalAlpha = 1;
      context.fillStyle = theme.ink;
      context.fillText(name, out[0], out[1]);
    }
  }

  drawBox(camera, ratio, theme) {
    const context = this.behind, [r, u] = camera.axes, k = camera.scale;
    const corner = c => {
      const p = extent.map((e, a) => (c >> a & 1 ? e : -e));
      return [
        camera.width / 2 + k * (r[0] * p[0] + r[1] * p[1] + r[2] * p[2] - camera.x),
        camera.centreY - k * (u[0] * p[0] + u[1] * p[1] + u[2] * p[2] - camera.y)];
    };
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, camera.width, camera.height);
    context.beginPath();
    for (let c = 0; c < 8; c++) {
      for (const bit of [1, 2, 4]) {
        if (c & bit) continue;
        context.moveTo(...corner(c));
        context.lineTo(...corner(c | bit));
      }
    }
    context.strokeStyle = theme.line;
    context.lineWidth = 1;
    context.stroke();
  }
}

// For each category that gathers somewhere, the drawn point to write its name at: nearest to the median of its points, and then, a few times over,
// of the half of them nearest to the last median, so that of a category in two parts one is named and not the gap.
function categoryAnchors(most = 4000, place = map.place) {
  const { categories, codes } = labels, members = categories.map(() => []); // A prefix of the drawing order is a fair sample.
  for (let k = 0; k < count; k++) if (members[codes[order[k]]].length < most) members[codes[order[k]]].push(k);
  const median = values => Float64Array.from(values).sort()[values.length >> 1];
  const anchors = [];
  categories.forEach((category, code) => {
    const points = members[code];
    let core = points, reach = 0, distances = [];
    for (let round = 0; round < 6; round++) {
      const middle = [0, 1, 2].map(a => median(core.map(k => place[3 * k + a])));
      distances = points.map(k => Math.hypot(...middle.map((m, a) => place[3 * k + a] - m)));
      reach = median(distances);
      core = points.filter((_, i) => distances[i] <= reach);
    }
    if (reach > 0.36) return;
    const nearest = distances.indexOf(distances.reduce((a, b) => Math.min(a, b)));
    const name = category.name.length > 28 ? category.name.slice(0, 27) + "…" : category.name;
    anchors.push({ code, point: points[nearest], name, count: category.count });
  });
  return anchors.sort((a, b) => b.count - a.count);
}
