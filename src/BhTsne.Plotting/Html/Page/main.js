// Starts the page.

element("title").textContent = facts.title;
element("subtitle").textContent = facts.subtitle;
element("help").textContent = (several ? "Space to play, left and right arrows to step. " : "") + (spatial
  ? `Drag to rotate, shift-drag to move, wheel to zoom${several ? "" : ", space to spin"}`
  : "Drag to move, wheel to zoom, double-click to zoom in, 0 to show all");
overlayCanvas.setAttribute("aria-label", `Map of ${thousands(count)} points in ${facts.dimensions} dimensions. ${facts.title}`);

const pointsLine = `${thousands(count)} points`;
element("found").textContent = pointsLine;
element("reference-line").textContent = facts.reference;
element("reference-line").hidden = facts.reference === "";
resize();
readTheme();
setSpin(spinning);
new ResizeObserver(resize).observe(element("stage"));
darkScheme.addEventListener("change", readTheme);
