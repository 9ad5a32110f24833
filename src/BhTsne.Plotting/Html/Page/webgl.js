// Draws the points with WebGL: one call for each layer, whatever the number of its points. Where points overlap, WebGL 2 adds them up in a
// picture of its own, and the sums become colours (tones.js).

const vertexShader = `
attribute vec3 place;
attribute vec4 color;
attribute float close;
uniform vec4 thinning; // The area of a point, 0 for none; one and power of its tone (crowding.js); the opacity of points that lie apart.
uniform mat3 axes;
uniform vec2 scale, middle, alphas;
uniform float size;
uniform mediump float spatial;
varying vec4 tint;
varying float radius, haze;
void main() {
  vec3 seen = axes * place;
  float near = spatial * clamp(seen.z / 1.8, -1.0, 1.0);
  gl_Position = vec4((seen.xy - middle) * scale, -near * 0.9, 1.0);
  gl_PointSize = size * (1.0 + 0.35 * near) + 1.0;
  // Points whose alpha is not wanted go outside.
  if (color.a <= alphas.x || color.a > alphas.y) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  radius = 0.5 * gl_PointSize;
  haze = spatial * 0.32 * (1.0 - near);
  tint = color;
  float over = max(1.0, close * thinning.x);
  float together = min(0.98, thinning.y * pow(over, thinning.z));
  float alone = over > 1.0 ? max(0.006, 1.0 - pow(1.0 - together, 1.0 / over)) : thinning.y;
  if (thinning.x > 0.0) tint.a = min(1.0, tint.a / thinning.w) * alone;
}`;

const fragmentShader = `
precision mediump float;
uniform vec3 ground;
uniform float spatial, summed;
varying vec4 tint;
varying float radius, haze;
void main() {
  float inside = clamp(radius - length(gl_PointCoord - 0.5) * 2.0 * radius, 0.0, 1.0);
  // In three dimensions what is drawn also hides what lies behind it, so a faint rim is left out.
  if (inside < 0.02 || inside * tint.a < 0.25 * spatial) discard;
  float alpha = mix(tint.a * inside, inside, summed);
  gl_FragColor = vec4(mix(tint.rgb, ground, haze) * alpha, alpha);
}`;

// "renderer=webgl" in the address draws with WebGL also where it is software, "renderer=webgl1" with its first version, which adds no points
// up, and "renderer=canvas" without it.
const askedRenderer = new URLSearchParams(location.hash.slice(1)).get("renderer");

function compileProgram(gl, vertex, fragment) {
  const program = gl.createProgram();
  for (const [type, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(gl.getProgramInfoLog(program));
  return program;
}

class WebglPoints {
  // Returns null where the browser has no WebGL, says that it has it in software only (a 2-D canvas is faster then), or cannot run these shaders.
  static create(canvas) {
    if (askedRenderer === "canvas") return null;
    const wanted = { antialias: false, failIfMajorPerformanceCaveat: !["webgl", "webgl1"].includes(askedRenderer) };
    const gl = (askedRenderer === "webgl1" ? null : canvas.getContext("webgl2", wanted)) ?? canvas.getContext("webgl", wanted);
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
    const gl = this.gl, program = this.program = compileProgram(gl, vertexShader, fragmentShader);
    this.tones = spatial ? null : Tones.create(gl);
    gl.useProgram(program);
    const locations = new Map();
    this.uniform = name => locations.get(name) ?? locations.set(name, gl.getUniformLocation(program, name)).get(name);
    this.buffers = new Map();
    this.closeBuffer = this.close = null;
    for (const layer of layers) for (const name of ["place", "color"]) this.send(layer, name);
    gl.enable(gl.BLEND);
    if (spatial) gl.enable(gl.DEPTH_TEST);
  }

  // Takes over the "place" or the "color" of a layer after a change.
  send(layer, name) {
    const gl = this.gl, buffers = this.buffers.get(layer) ?? {};
    this.buffers.set(layer, buffers);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffers[name] ??= gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, layer[name], gl.DYNAMIC_DRAW);
    noteChange(layer, name);
  }

  attach(layer, name, size, type, normalized) {
    const gl = this.gl, location = gl.getAttribLocation(this.program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers.get(layer)[name]);
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, size, type, normalized, 0, 0);
  }

  draw(camera, ratio, ground, moving) {
    const gl = this.gl, [r, u, t] = camera.axes, k = camera.scale, share = shareToDraw(moving);
    gl.viewport(0, 0, this.canvas.width, this.canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.useProgram(this.program);
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
      const points = Math.ceil(layer.count * share);
      if (layer !== map || !isCrowded(camera, share)) this.drawAlphas(points, 0, 1, false);
      else if (this.tones) this.drawCrowded(points, crowdedParts(camera, share));
      else this.drawThinned(points, camera, share);
    }
  }

  // Points that lie close are less opaque.
  drawThinned(points, camera, share) {
    const gl = this.gl, close = gl.getAttribLocation(this.program, "close"), values = closenessOfMap();
    gl.bindBuffer(gl.ARRAY_BUFFER, this.closeBuffer ??= gl.createBuffer());
    if (this.close !== values) gl.bufferData(gl.ARRAY_BUFFER, this.close = values, gl.DYNAMIC_DRAW);
    gl.enableVertexAttribArray(close);
    gl.vertexAttribPointer(close, 1, gl.FLOAT, false, 0, 0);
    const [{ above, upTo, tone: dimmed }, { above: least, upTo: most, tone } = {}] = crowdedParts(camera, share);
    for (const [from, to, { one, power }] of [[above, upTo, dimmed], ...(tone ? [[least, most, tone]] : [])]) {
      gl.uniform4f(this.uniform("thinning"), coveredBy(camera, share), one, power, camera.opacity);
      this.drawAlphas(points, from / 255, to / 255, false);
    }
    gl.uniform4f(this.uniform("thinning"), 0, 1, 1, 1);
    gl.disableVertexAttribArray(close);
  }

  // The points whose alpha is above one and up to another, as they are or to be summed up.
  drawAlphas(points, above, upTo, summed) {
    const gl = this.gl;
    gl.blendFunc(gl.ONE, summed ? gl.ONE : gl.ONE_MINUS_SRC_ALPHA);
    gl.uniform2f(this.uniform("alphas"), above, upTo);
    gl.uniform1f(this.uniform("summed"), summed ? 1 : 0);
    gl.drawArrays(gl.POINTS, 0, points);
  }

  // Points that are not dimmed over those that are.
  drawCrowded(points, parts) {
    for (const { above, upTo, strength, tone } of parts) {
      this.tones.begin(this.canvas.width, this.canvas.height);
      this.drawAlphas(points, above / 255, upTo / 255, true);
      this.tones.end(tone, strength);
      this.gl.useProgram(this.program);
      this.attach(map, "place", 3, this.gl.FLOAT, false);
      this.attach(map, "color", 4, this.gl.UNSIGNED_BYTE, true);
    }
  }
}

// What is known of a layer's places or colours is no longer true.
function noteChange(layer, name) {
  if (name === "place") layer.version++;
}
