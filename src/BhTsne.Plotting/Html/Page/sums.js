// Sums of points for each pixel, red, green, blue and their number, and what becomes of them: the work of WebGL where there is none.

class PixelSums {
  constructor() {
    this.canvas = document.createElement("canvas");
    this.sums = new Float32Array(0);
  }

  // The points whose alpha is above one and up to another, as a canvas with a pixel for each pixel of the page.
  picture(camera, points, above, upTo, { one, power }, strength) {
    const width = Math.round(camera.width), height = Math.round(camera.height);
    this.clear(width, height);
    this.add(camera, points, above, upTo, width, height);
    const context = this.canvas.getContext("2d"), image = context.createImageData(width, height), { data } = image, { sums } = this;
    const powers = Float32Array.from({ length: 4096 }, (_, n) => Math.min(1 / one, (n / 16) ** power)); // For up to 256 points.
    for (let at = 0; at < data.length; at += 4) {
      const n = sums[at + 3];
      if (n === 0) continue;
      for (let c = 0; c < 3; c++) data[at + c] = sums[at + c] / n;
      data[at + 3] = 255 * strength * one * (n < 1 ? n : powers[Math.min(4095, Math.round(16 * n))]);
    }
    context.putImageData(image, 0, 0);
    return this.canvas;
  }

  clear(width, height) {
    if (this.canvas.width !== width || this.canvas.height !== height || this.sums.length === 0) {
      this.sums = new Float32Array(4 * width * height);
      this.canvas.width = width;
      this.canvas.height = height;
    } else {
      this.sums.fill(0);
    }
  }

  // A point is a disc, whose share of each pixel around it is added.
  add(camera, points, above, upTo, width, height) {
    const { sums } = this, project = camera.projector(), out = [0, 0, 0], rgba = map.color, radius = (camera.pointSize + 1) / 2;
    for (let k = 0; k < points; k++) {
      const alpha = rgba[4 * k + 3];
      if (alpha <= above || alpha > upTo) continue;
      project(k, out);
      const left = Math.ceil(out[0] - radius - 0.5), top = Math.ceil(out[1] - radius - 0.5);
      const right = Math.min(width - 1, Math.floor(out[0] + radius - 0.5));
      const bottom = Math.min(height - 1, Math.floor(out[1] + radius - 0.5));
      for (let y = Math.max(0, top); y <= bottom; y++) {
        for (let x = Math.max(0, left); x <= right; x++) {
          const inside = Math.min(1, radius - Math.hypot(x + 0.5 - out[0], y + 0.5 - out[1]));
          if (inside <= 0) continue;
          const at = 4 * (y * width + x);
          sums[at] += inside * rgba[4 * k];
          sums[at + 1] += inside * rgba[4 * k + 1];
          sums[at + 2] += inside * rgba[4 * k + 2];
          sums[at + 3] += inside;
        }
      }
    }
  }
}
