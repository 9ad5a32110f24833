// Starts the page.

element("title").textContent = element("title").title = facts.title;
element("subtitle").textContent = element("subtitle").title = facts.subtitle;
element("help").textContent = (several ? "Space to play, left and right arrows to step. " : "") + (spatial
  ? `Drag to rotate, shift-drag to move, wheel to zoom${several ? "" : ", space to spin"}. ? lists all keys.`
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

// The maps that a link is about are read first: lassos in it lie around places of theirs.
const linkedMaps = text => [...JSON.stringify(decodeState(text).values).matchAll(/"map":(\d+)/g)].map(([, m]) => +m).filter(m => m <= last);

let followed = 0;

async function follow(link) {
  const own = ++followed;
  clearTimeout(viewState.timer);
  await Promise.all(linkedMaps(link).map(readMap));
  if (own === followed) viewState.restore(link); // A later link may have been followed while maps were read.
}

await follow(location.hash);
addEventListener("hashchange", () => { if (location.hash.replace(/^#/, "") !== viewState.written) follow(location.hash); });
