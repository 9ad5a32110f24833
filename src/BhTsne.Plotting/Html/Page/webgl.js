// Draws the points with WebGL: one call for each layer, whatever the number of its points.

const vertexShader = `
attribute vec3 place;
attribute vec4 color;
uniform mat3 axes;
uniform vec2 scale, middle;
uniform float size;
uniform mediump float spatial;
varying vec4 tint;
varying float radius, haze;
void main() {
  vec3 seen = axes * place;
  float near = spatial * clamp(seen.z / 1.8, -1.0, 1.0);
  gl_Position = vec4((seen.xy - middle) * scale, -near * 0.9, 1.0);
  gl_PointSize = color.a > 0.0 ? size * (1.0 + 0.35 * near) + 1.0 : 0.0;
  if (color.a == 0.0) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  radius = 0.5 * gl_PointSize;
  haze = spatial * 0.32 * (1.0 - near);
  tint = color;
}`;

const fragmentShader = `
precision mediump float;
uniform vec3 ground;
uniform float spatial;
varying vec4 tint;
varying float radius, haze;
void main() {
  float inside = clamp(radius - length(gl_PointCoord - 0.5) * 2.0 * radius, 0.0, 1.0);
  // In three dimensions what is drawn also hides what lies behind it, so a faint rim is left out.
  if (inside * tint.a < 0.02 + 0.25 * spatial) discard;
  float alpha = tint.a * inside;
  gl_FragColor = vec4(mix(tint.rgb, ground, haze) * alpha, alpha);
}`;

// "renderer=webgl" in the address draws with WebGL also where it is software, and "renderer=canvas" without it.
const askedRenderer = new URLSearchParams(location.hash.slice(1)).get("renderer");

class WebglPoints {
  // Returns null where the browser has no WebGL, says that it has it in software only (a 2-D canvas is faster then), or cannot run these shaders.
  static create(canvas) {
    if (askedRenderer === "canvas") return null;
    const gl = canvas.getContext("webgl", { antialias: false, failIfMajorPerformanceCaveat: askedRenderer !== "webgl" });
    try {
      return gl ? new WebglPoints(canvas, gl) : null;
    } catch (error) {
      console.warn(error);
      return null;
    }
  }

  constructor(canvas, gl) {
    this.canvas = canvas;
    this.gl = gl;
    this.start();
    // A graphics card may be taken away and given back.
    canvas.addEventListener("webglcontextlost", event => event.preventDefault());
    canvas.addEventListener("webglcontextrestored", () => { this.start(); this.restored?.(); });
  }

  start() {
    const gl = this.gl, program = this.program = gl.createProgram();
    for (const [type, source] of [[gl.VERTEX_SHADER, vertexShader], [gl.FRAGMENT_SHADER, fragmentShader]]) {
      const shader = gl.createShader(type);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(gl.getProgramInfoLog(program));
    gl.useProgram(program);
    this.uniform = name => gl.getUniformLocation(program, name);
    this.buffers = new Map();
    for (const layer of layers) for (const name of ["place", "color"]) this.send(layer, name);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    if (spatial) gl.enable(gl.DEPTH_TEST);
  }

  // Takes over the "place" or the "color" of a layer after a change.
  send(layer, name) {
    const gl = this.gl, buffers = this.buffers.get(layer) ?? {};
    this.buffers.set(layer, buffers);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffers[name] ??= gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, layer[name], gl.DYNAMIC_DRAW);
  }

  attach(layer, name, size, type, normalized) {
    const gl = this.gl, location = gl.getAttribLocation(this.program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers.get(layer)[name]);
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, size, type, normalized, 0, 0);
  }

  draw(camera, ratio, ground) {
    const gl = this.gl, [r, u, t] = camera.axes, k = camera.scale;
    gl.viewport(0, 0, this.canvas.width, this.canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.uniformMatrix3fv(this.uniform("axes"), false, [r[0], u[0], t[0], r[1], u[1], t[1], r[2], u[2], t[2]]);
    gl.uniform2f(this.uniform("scale"), 2 * k / camera.width, 2 * k / camera.height);
    gl.uniform2f(this.uniform("middle"), camera.x, camera.y + (camera.centreY - camera.height / 2) / k);
    gl.uniform1f(this.uniform("spatial"), spatial ? 1 : 0);
    gl.uniform3f(this.uniform("ground"), ground[0] / 255, ground[1] / 255, ground[2] / 255);
    for (const layer of layers) {
      gl.clear(gl.DEPTH_BUFFER_BIT); // A layer lies over those before it, whatever their depths.
      gl.uniform1f(this.uniform("size"), camera.sizeOf(layer) * ratio);
      this.attach(layer, "place", 3, gl.FLOAT, false);
      this.attach(layer, "color", 4, gl.UNSIGNED_BYTE, true);
      gl.drawArrays(gl.POINTS, 0, layer.count);
    }
  }
}
