// Starts the page.

element("title").textContent = element("title").title = facts.title;
element("subtitle").textContent = element("subtitle").title = facts.subtitle;
element("help").textContent = (facts.frames ? "Space to play, left and right arrows to step. " : "") + (spatial
  ? `Drag to rotate, shift-drag to move, wheel to zoom${facts.frames ? "" : ", space to spin"}. ? lists all keys.`
  : "Drag to move, wheel to zoom, double-click to zoom in, 0 to show all. ? lists all keys.");
overlayCanvas.setAttribute("aria-label", `Map of ${thousands(count)} points in ${facts.dimensions} dimensions. ${facts.title}`);

const pointsLine = `${thousands(count)} points`;
element("found").textContent = pointsLine;
element("reference-line").textContent = facts.reference;
element("reference-line").hidden = facts.reference === "";
resize();
readTheme();
setSpin(spinning);
setTool(tool);
showSelection();
showFilters();
new ResizeObserver(resize).observe(element("stage"));
viewState.restore(location.hash);
addEventListener("hashchange", () => { if (location.hash.replace(/^#/, "") !== viewState.written) viewState.restore(location.hash); });
