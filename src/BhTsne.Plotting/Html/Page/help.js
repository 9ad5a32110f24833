// The list of keys, and buttons of the bar that are not about the map.

const keyList = [
  ["M, L, B", "Drag to move the view, to draw a lasso, to draw a box"],
  ["Shift, alt", "Add to the selection, take away from it; both keep what is in both"],
  ["Wheel, + −", "Zoom; two fingers do too"],
  ["0", "Show all"],
  ["Arrow keys", "Move the view"],
  ...(spatial ? [["Shift + drag", "Move the view instead of rotating it"], ["Space", "Rotate on and off"]] : []),
  ["Enter", "On the map: go to the point in the middle; the arrow keys then go from point to point, Enter shows all "
    + "that is known of the point, shift + Enter selects it, Escape ends"],
  ["Enter (box)", "With the box: the arrow keys move a cross, Enter sets each corner, shift makes small steps"],
  ["/", "Search: part of an id or a text, or #number; Enter zooms to what is found"],
  ["I, C, Z", "Invert the selection, clear it, zoom to it"],
  ["N", "Names on the map on and off"],
  ["D", "Colours as the system, light, dark"],
  ...(several ? [["Space, ← →", "Play, go one map on or back"]] : []),
  ["?", "This list"],
];

for (const [keys, meaning] of keyList) {
  create("dt", "", keys, element("help-keys"));
  create("dd", "", meaning, element("help-keys"));
}

let focusBefore = null;

function openHelp() {
  focusBefore = document.activeElement;
  element("help-dialog").hidden = false;
  element("help-close").focus();
}

function closeHelp() {
  element("help-dialog").hidden = true;
  focusBefore?.focus?.();
}

element("help-button").onclick = openHelp;
element("help-close").onclick = closeHelp;
element("help-dialog").addEventListener("click", event => { if (event.target === element("help-dialog")) closeHelp(); });
element("help-dialog").addEventListener("keydown", event => {
  if (event.key === "Escape") closeHelp();
  else if (event.key !== "Tab") return;
  event.preventDefault(); // The dialog has one button; the focus stays on it.
});

element("panel-toggle").onclick = () => {
  const hidden = element("panel").hidden = !element("panel").hidden;
  element("panel-toggle").setAttribute("aria-pressed", !hidden);
};

element("names").onclick = () => {
  setNames(!overlay.shown);
  say(overlay.shown ? "Names are shown." : "Names are hidden.");
};

function setNames(on) {
  overlay.shown = on;
  element("names").setAttribute("aria-pressed", on);
  changed();
  request();
}

element("share").onclick = () => {
  viewState.save();
  const left = viewState.left.length > 0 ? ` It is too long for all: left out is the ${viewState.left.join(" and the ")}.`
    : selection.count > 0 && linkOfSet(selection.points, selection.count, selection.steps) === undefined
      ? " The selection is too large for a link and is left out." : "";
  copyText(`${location.href.replace(/#.*$/s, "")}#${viewState.written}`, `The link to this view is copied.${left}`);
};
