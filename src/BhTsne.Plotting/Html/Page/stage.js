// The canvases, and the first picture: all points in one colour, before anything but their places has been read.

const overlayCanvas = element("overlay"), darkScheme = matchMedia("(prefers-color-scheme: dark)");
const camera = new Camera(), points = createPoints();
let ratio = 1; // Pixels of a canvas for a pixel of the page.

function createPoints() {
  const drawn = WebglPoints.create(element("points"));
  if (drawn) return drawn;
  const fresh = element("points").cloneNode(); // A canvas that has been asked for WebGL may give no other context.
  element("points").replaceWith(fresh);
  return new CanvasPoints(fresh);
}

function fitCanvases() {
  const box = element("stage").getBoundingClientRect();
  ratio = Math.min(devicePixelRatio || 1, 2);
  camera.width = Math.max(1, box.width);
  camera.height = Math.max(1, box.height);
  for (const canvas of [element("backdrop"), element("points"), overlayCanvas]) {
    canvas.width = Math.round(camera.width * ratio);
    canvas.height = Math.round(camera.height * ratio);
  }
}

fitCanvases();
const parse = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
{
  const first = [...parse(darkScheme.matches ? facts.onDark : facts.color), Math.round(255 * camera.opacity)];
  new Uint32Array(map.color.buffer).fill(new Uint32Array(Uint8Array.from(first).buffer)[0]);
  points.send(map, "place");
  points.send(map, "color");
  points.draw(camera, ratio, first, false);
  document.documentElement.setAttribute("data-drawn", Math.round(performance.now())); // Milliseconds after the page was opened.
}
