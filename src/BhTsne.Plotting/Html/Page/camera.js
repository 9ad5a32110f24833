// Where the map is looked at from. A point (x, y, z) is turned (three dimensions only), scaled and moved to pixels of the page.

const belowMap = several ? 56 : 0; // Pixels.

// The rows that give right, up and toward the eye, by angles in radians.
function viewAxes(turn, tilt) {
  const c = Math.cos(turn), s = Math.sin(turn), C = Math.cos(tilt), S = Math.sin(tilt);
  return spatial ? [[c, -s, 0], [s * S, c * S, C], [-s * C, -c * C, S]] : [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
}

class Camera {
  constructor() {
    this.width = this.height = 1;
    this.reset();
  }

  reset() {
    this.zoom = 1;
    this.x = this.y = 0; // What is in the middle, in turned coordinates.
    this.turn = spatial ? -0.6 : 0;
    this.tilt = spatial ? 0.42 : 0;
  }

  // Pixels per unit. The whole map fits at zoom 1, below the title and above the controls of several maps.
  get scale() {
    const margin = Math.min(48, this.width / 12);
    const across = spatial ? Math.hypot(...extent) : extent[0], up = spatial ? Math.hypot(...extent) : extent[1];
    const width = this.width - 2 * margin, height = this.height - 2 * margin - belowMap;
    const fit = Math.min(width / (2 * Math.max(across, 1e-9)), height / (2 * Math.max(up, 1e-9)));
    return Math.max(1, Math.min(fit, 1e6)) * this.zoom;
  }

  get axes() { return viewAxes(this.turn, this.tilt); }

  // A function from the number of a drawn point of a layer to pixels; result in out: x, y, depth.
  projector({ place } = map) {
    const [r, u, t] = this.axes, k = this.scale, mx = this.width / 2 - this.x * k, my = this.centreY + this.y * k;
    return (p, out) => {
      const x = place[3 * p], y = place[3 * p + 1], z = place[3 * p + 2];
      out[0] = mx + k * (r[0] * x + r[1] * y + r[2] * z);
      out[1] = my - k * (u[0] * x + u[1] * y + u[2] * z);
      out[2] = t[0] * x + t[1] * y + t[2] * z;
    };
  }

  get centreY() { return (this.height - belowMap) / 2; }

  pan(dx, dy) {
    this.x -= dx / this.scale;
    this.y += dy / this.scale;
  }

  rotate(dx, dy) {
    this.turn += dx * 0.008;
    this.tilt = Math.max(-1.55, Math.min(1.55, this.tilt + dy * 0.008));
  }

  // Zooms and keeps what is at a pixel there.
  zoomAt(px, py, factor) {
    const zoom = Math.max(0.2, Math.min(5000, this.zoom * factor));
    const shift = 1 / this.scale, by = zoom / this.zoom;
    this.x += (px - this.width / 2) * shift * (1 - 1 / by);
    this.y -= (py - this.centreY) * shift * (1 - 1 / by);
    this.zoom = zoom;
  }

  // Points grow more slowly than distances, so that zooming in separates them.
  get pointSize() { return this.sizeOf(map); }

  // That few points are in a reference map is no reason to draw them larger than those of the map.
  sizeOf(layer) {
    const room = Math.sqrt(this.width * this.height * 0.6 / Math.max(layer.count, count));
    return Math.max(1.6, Math.min(9, 0.42 * room + 0.6)) * Math.min(3, Math.max(0.7, this.zoom ** 0.35));
  }

  get opacity() { return this.opacityOf(map); }

  opacityOf(layer) {
    return spatial ? 1 : Math.min(0.92, Math.max(0.4, 1.15 - 0.13 * Math.log10(layer.count)) * Math.max(1, this.zoom ** 0.15));
  }
}
