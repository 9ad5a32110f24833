// Sums of points as a picture of floats, red, green, blue and their number, and what becomes of them on the screen. Half floats, which older
// graphics cards have, count up to 2,048 points over one another.

const toneVertexShader = `
attribute vec2 corner;
varying vec2 at;
void main() {
  at = corner * 0.5 + 0.5;
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

const toneFragmentShader = `
precision highp float;
uniform sampler2D sums;
uniform float one, power, strength;
varying vec2 at;
void main() {
  vec4 sum = texture2D(sums, at);
  if (sum.a < 0.004) discard;
  float opacity = strength * one * (sum.a < 1.0 ? sum.a : min(1.0 / one, pow(sum.a, power)));
  gl_FragColor = vec4(sum.rgb / sum.a * opacity, opacity);
}`;

class Tones {
  // Returns null where numbers that are not whole cannot be added up in a picture.
  static create(gl) {
    if (!(window.WebGL2RenderingContext && gl instanceof WebGL2RenderingContext)) return null;
    const floats = gl.getExtension("EXT_color_buffer_float"), halfs = gl.getExtension("EXT_color_buffer_half_float");
    if (!floats && !halfs) return null;
    return new Tones(gl, floats !== null && gl.getExtension("EXT_float_blend") !== null);
  }

  // full: whether floats of 32 bits can be added up.
  constructor(gl, full) {
    this.gl = gl;
    this.format = full ? [gl.RGBA32F, gl.FLOAT] : [gl.RGBA16F, gl.HALF_FLOAT];
    this.program = compileProgram(gl, toneVertexShader, toneFragmentShader);
    this.corners = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, this.corners);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
    this.texture = gl.createTexture();
    this.target = gl.createFramebuffer();
    this.width = this.height = 0;
  }

  begin(width, height) {
    const gl = this.gl;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.target);
    if (width !== this.width || height !== this.height) {
      gl.bindTexture(gl.TEXTURE_2D, this.texture);
      gl.texImage2D(gl.TEXTURE_2D, 0, this.format[0], width, height, 0, gl.RGBA, this.format[1], null);
      for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
      for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.texture, 0);
      [this.width, this.height] = [width, height];
    }
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }

  end({ one, power }, strength) {
    const gl = this.gl, program = this.program, corner = gl.getAttribLocation(program, "corner");
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.useProgram(program);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    for (const [name, value] of Object.entries({ one, power, strength })) gl.uniform1f(gl.getUniformLocation(program, name), value);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.corners);
    gl.enableVertexAttribArray(corner);
    gl.vertexAttribPointer(corner, 2, gl.FLOAT, false, 0, 0);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.disableVertexAttribArray(corner);
  }
}
