// Draws the points on a 2-D canvas, where there is no WebGL. Where points overlap they are added up, as WebGL does it.

class CanvasPoints {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.sums = new PixelSums();
  }

  // Places and colours are read as they are drawn.
  send(layer, name) { noteChange(layer, name); }

  draw(camera, ratio, ground, moving) {
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.context.clearRect(0, 0, camera.width, camera.height);
    const share = shareToDraw(moving);
    for (const layer of layers) {
      const points = Math.ceil(layer.count * share);
      const crowded = layer === map && isCrowded(camera, share), area = coveredBy(camera, share);
      if (crowded && camera.pointSize < 6) this.drawCrowded(camera, points, crowdedParts(camera, share));
      else this.drawLayer(layer, camera, points, crowded ? { area, close: closenessOfMap(), tone: crowdedParts(camera, share).at(-1).tone } : null);
    }
  }

  drawCrowded(camera, points, parts) {
    for (const { above, upTo, strength, tone } of parts) {
      this.context.drawImage(this.sums.picture(camera, points, above, upTo, tone, strength), 0, 0, camera.width, camera.height);
    }
  }

  // thinning: makes points that lie close less opaque; null for none.
  drawLayer(layer, camera, points, thinning) {
    const context = this.context, project = camera.projector(layer), out = [0, 0, 0], rgba = layer.color;
    const middling = camera.sizeOf(layer);
    const sequence = spatial ? this.fromFar(points, project) : null;
    let style = -1;
    for (let n = 0; n < points; n++) {
      const k = sequence ? sequence[n] : n;
      const r = rgba[4 * k], g = rgba[4 * k + 1], b = rgba[4 * k + 2];
      let a = rgba[4 * k + 3];
      if (a === 0) continue;
      if (thinning) {
        const alone = opacityAmong(thinning.close[k] * thinning.area, thinning.tone);
        a = Math.max(1, Math.round(255 * Math.min(1, a / 255 / camera.opacity) * alone));
      }
      project(k, out);
      const near = spatial ? Math.max(-1, Math.min(1, out[2] / 1.8)) : 0;
      const size = middling * (1 + 0.35 * near);
      if (out[0] < -size || out[1] < -size || out[0] > camera.width + size || out[1] > camera.height + size) continue;
      const next = ((r * 256 + g) * 256 + b) * 256 + a;
      if (next !== style) {
        context.fillStyle = `rgba(${r},${g},${b},${a / 255})`;
        style = next;
      }
      if (size < 3) {
        context.fillRect(out[0] - size / 2, out[1] - size / 2, size, size); // Too small for an eye to see the corners.
      } else {
        context.beginPath();
        context.arc(out[0], out[1], size / 2, 0, 6.2832);
        context.fill();
      }
    }
  }

  fromFar(points, project) {
    const depth = new Float32Array(points), out = [0, 0, 0];
    for (let k = 0; k < points; k++) {
      project(k, out);
      depth[k] = out[2];
    }
    return Uint32Array.from({ length: points }, (_, k) => k).sort((a, b) => depth[a] - depth[b]);
  }
}
