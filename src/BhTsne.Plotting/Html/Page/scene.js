// The parts that the page is made of, and what is emphasised.

const tooltip = element("tooltip"), search = element("search");
const overlay = new Overlay(overlayCanvas, element("backdrop"));
points.restored = () => request();

let pointedCode = -1;   // The category under the pointer in the legend.
let matches = null;     // For each point whether the search finds it; null without a search.
let hovered = -1;       // The drawn point under the pointer.
let spinning = spatial && !matchMedia("(prefers-reduced-motion: reduce)").matches;
let colors, theme, scheduled = false, settle = 0, opacity = 0;

const legend = new Legend(() => { readTheme(); if (namingColumn() !== overlay.column) overlay.rename(); }, code => { pointedCode = code; recolor(); });

// Names follow when a filter has been set, not at each step of dragging it.
let nameTimer = 0;
filter.onChange(() => {
  clearTimeout(nameTimer);
  nameTimer = setTimeout(() => overlay.followFilter(), 100);
});
