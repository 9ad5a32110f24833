// What lies around the points: behind them the box of a map of three dimensions, over them names and a ring around the point in hand.

class Overlay {
  constructor(canvas, backdrop) {
    this.behind = backdrop.getContext("2d");
    this.context = canvas.getContext("2d");
    this.shown = true; // Whether names are drawn.
    this.job = null;
    this.rename();
  }

  // Chooses the names again, after a change of the column that colours.
  rename() {
    if (this.job) this.job.on = false;
    this.column = namingColumn();
    this.named = this.column !== null;
    this.anchors = this.named ? categoryAnchors() : [];
    this.namesOf = new Map([[mapShown, this.anchors]]);
    if (!this.named) this.job = inPieces(this.nameRegions());
  }

  // Names of categories gather where the categories are in the map that is shown, and go with the points there. Regions are those of one
  // map.
  follow(m) {
    if (this.job) this.job.on = false;
    if (!this.named) this.anchors = [];
    else if (!this.namesOf.has(m)) this.namesOf.set(m, categoryAnchors(1000, frameOf(m).places.at(-1)));
    if (this.named) this.anchors = this.namesOf.get(m);
  }

  // Names stand at points that are shown.
  followFilter() {
    if (this.named) {
      this.namesOf = new Map([[mapShown, several ? categoryAnchors(1000, frameOf(mapShown).places.at(-1)) : categoryAnchors()]]);
      this.anchors = this.namesOf.get(mapShown);
    } else {
      this.anchors = this.anchors.map(moveToVisible);
    }
    request();
  }

  *nameRegions() {
    this.anchors = yield* regionAnchors();
    request();
  }

  draw(camera, ratio, theme, hovered) {
    const context = this.context, project = camera.projector(), out = [0, 0, 0];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, camera.width, camera.height);
    if (spatial) this.drawBox(camera, ratio, theme);
    if (this.shown) this.drawNames(camera, project, theme);
    drawPinned(context, project, camera, theme);
    drawOutline(context);
    drawCross(context);
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

  // Larger groups first; a name that would cover another one is moved up or down a line, or left out until there is room. That of a few
  // points stands above them, because it would hide them.
  drawNames(camera, project, theme) {
    const context = this.context, out = [0, 0, 0], taken = [], aside = this.named ? 2 : 14, above = this.named ? 0 : 9;
    context.font = "600 13.5px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const anchor of this.anchors) {
      if (anchor.point < 0 || !filter.visible[order[anchor.point]]) continue;
      project(anchor.point, out);
      const half = (anchor.width ??= context.measureText(anchor.name).width) / 2 + 4;
      if (out[0] < -half || out[1] < -20 || out[0] > camera.width + half || out[1] > camera.height + 20) continue;
      const x = Math.max(half + 2, Math.min(camera.width - half - 2, out[0]));
      for (const shift of anchor.count < 12 ? [-16, 16, 0] : [0, -16, 16]) {
        const y = Math.max(13, Math.min(camera.height - 13, out[1] + shift)), box = [x - half, y - 11, x + half, y + 11];
        if (taken.some(t => box[0] < t[2] && t[0] < box[2] && box[1] < t[3] && t[1] < box[3])) continue;
        taken.push([box[0] - aside, box[1] - above, box[2] + aside, box[3] + above]);
        context.globalAlpha = 0.85;
        context.strokeStyle = theme.ground;
        context.lineWidth = 4;
        context.strokeText(anchor.name, x, y);
        context.globalAlpha = 1;
        context.fillStyle = theme.ink;
        context.fillText(anchor.name, x, y);
        break;
      }
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
