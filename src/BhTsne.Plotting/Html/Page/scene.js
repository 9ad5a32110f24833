// The parts that the page is made of, and what is emphasised.

const overlayCanvas = element("overlay"), tooltip = element("tooltip"), search = element("search");
const camera = new Camera(), overlay = new Overlay(overlayCanvas, element("backdrop"));
const points = createPoints();
points.restored = () => request();

let pointedCode = -1;   // The category under the pointer in the legend.
let matches = null;     // For each point whether the search finds it; null without a search.
let hovered = -1;       // The drawn point under the pointer.
let spinning = spatial && !matchMedia("(prefers-reduced-motion: reduce)").matches;
let ratio = 1, colors, theme, scheduled = false, settle = 0, opacity = 0;

const legend = new Legend(() => { readTheme(); overlay.rename(); }, code => { pointedCode = code; recolor(); });

function createPoints() {
  const drawn = WebglPoints.create(element("points"));
  if (drawn) return drawn;
  const fresh = element("points").cloneNode(); // A canvas that has been asked for WebGL may give no other context.
  element("points").replaceWith(fresh);
  return new CanvasPoints(fresh);
}
