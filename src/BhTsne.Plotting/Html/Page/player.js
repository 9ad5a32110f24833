// Plays several maps, and goes from any of them to any other.

const last = facts.maps.length - 1;
const isRun = facts.maps.every(each => each.iteration !== undefined); // Snapshots of one run.
const frameTime = isRun ? Math.max(40, Math.min(700, 14000 / Math.max(1, last))) : 2000; // Milliseconds.
const playing = { on: false, position: mapShown };
let clock = 0;

// Shows what is at a position, which between two maps is not whole. The maps there have been read.
function showPosition() {
  const position = steady ? Math.floor(playing.position) : playing.position, from = Math.floor(position), share = position - from;
  morphing = null;
  setMapShown(Math.round(position));
  showFrame(frameOf(from), share === 0 ? undefined : frameOf(from + 1), isRun ? share : ease(share));
  sendPlaces();
  describeMap();
  if (share === 0 && !playing.on) rest();
}

function describeMap() {
  const { title, kl } = facts.maps[mapShown], text = [kl === undefined ? "" : `KL ${kl.toPrecision(4)}`, scaleText()];
  element("map-line").textContent = text.filter(part => part !== "").join("   ");
  element("map-select").value = mapShown;
  element("slider").value = mapShown;
  element("slider").setAttribute("aria-valuetext", title);
}

// The longer side of the box that fits the view at zoom 1.
const scaleText = () => `Span ${+(2 * halfSpan(boxShown(mapShown))).toPrecision(3)}`;

onMapChange(m => overlay.follow(m));
onMapRest(() => { if (!overlay.named) overlay.rename(); });

// Density is that of the map that is shown.
onMapChange(() => {
  if (!coloring?.computed) return;
  coloring = densityColumn(frameOf(mapShown).places.at(-1));
  legend.showScale(coloring);
  readTheme();
});

// Which neighbours are near is a matter of the map.
onMapRest(() => { if (pinned >= 0) pin(pinned); });

// Runs a function of what is shown as soon as all maps from one to another have been read: at once if they have been.
function whenRead(from, to, then) {
  const missing = facts.maps.map((_, m) => m).filter(m => m >= from && m <= to && stored[m] === null);
  if (missing.length === 0) then(); else Promise.all(missing.map(readMap)).then(then);
}

function advance(now) {
  if (!playing.on) return;
  const passed = Math.max(0, Math.min(100, now - clock)); // A frame may begin before the click.
  const next = Math.min(last, playing.position + passed / frameTime);
  clock = now;
  whenRead(Math.floor(next), Math.ceil(next), () => {
    if (!playing.on) return;
    playing.position = next;
    if (next === last) setPlaying(false); else requestAnimationFrame(advance);
    showPosition();
  });
}

let wanted = 0; // Counts what was asked for: a map that is read late must not replace a later choice.

function setPlaying(on) {
  const ends = playing.on && !on;
  playing.on = on;
  wanted++;
  element("play").setAttribute("data-on", on);
  element("play").setAttribute("aria-label", on ? "Pause" : "Play");
  if (ends) rest();
  if (!on) return;
  if (playing.position === last) playing.position = 0;
  clock = performance.now();
  requestAnimationFrame(advance);
}

// Snapshots follow one another closely and are shown at once; the points move to a map of its own.
function goToMap(m, moves = !isRun) {
  setPlaying(false);
  m = Math.max(0, Math.min(last, m));
  const own = wanted;
  whenRead(m, m, () => {
    if (own !== wanted) return;
    playing.position = m;
    if (!moves) {
      showPosition();
      return;
    }
    morphTo(m);
    describeMap();
  });
}

function setViewing(change) {
  Object.assign(viewing, change);
  framesKept.clear();
  if (!several) return;
  showPosition();
  changed();
}

if (several) {
  element("player").hidden = false;
  element("turned-label").hidden = !viewing.turned;
  for (const [m, { title }] of facts.maps.entries()) {
    const option = document.createElement("option");
    option.textContent = title;
    option.value = m;
    element("map-select").append(option);
  }
  element("slider").max = last;
  element("slider").addEventListener("input", () => goToMap(+element("slider").value));
  element("map-select").addEventListener("change", () => goToMap(+element("map-select").value, true));
  element("play").onclick = () => setPlaying(!playing.on);
  element("fit").addEventListener("change", () => setViewing({ fit: element("fit").checked }));
  element("turned").addEventListener("change", () => setViewing({ turned: element("turned").checked }));

  // Before the map takes the same keys; a text field, a list, and space on a button keep them.
  const frameKeys = {
    " ": () => setPlaying(!playing.on),
    ArrowLeft: () => goToMap(Math.ceil(playing.position) - 1),
    ArrowRight: () => goToMap(Math.floor(playing.position) + 1),
    Home: () => goToMap(0),
    End: () => goToMap(last),
  };
  addEventListener("keydown", event => {
    const focused = document.activeElement;
    const isField = focused?.tagName === "INPUT" && focused.type !== "range" && focused.type !== "checkbox";
    if (!frameKeys[event.key] || element("help-dialog").hidden === false || isField || focused?.tagName === "SELECT") return;
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    if (focused?.type === "range" && focused !== element("slider")) return;
    if (event.key === " " && (["BUTTON", "SUMMARY"].includes(focused?.tagName) || focused?.type === "checkbox")) return;
    if (focused === overlayCanvas && (tool === "box" || walked >= 0) && event.key !== " ") return; // The arrows move a cross or the walk.
    frameKeys[event.key]();
    event.preventDefault();
    event.stopPropagation();
  }, true);

  element("spin").title = "Rotate"; // Space plays.
  describeMap();
}

viewState.add("fit", () => (viewing.fit ? undefined : false), value => {
  if (value !== undefined && value !== false) throw new Error("not false");
  element("fit").checked = value === undefined;
  if (viewing.fit !== element("fit").checked) setViewing({ fit: element("fit").checked });
});

const turnedAtFirst = viewing.turned;
viewState.add("turned", () => (viewing.turned === turnedAtFirst ? undefined : false), value => {
  if (value !== undefined && (value !== false || !turnedAtFirst)) throw new Error("not false");
  element("turned").checked = value === undefined && turnedAtFirst;
  if (viewing.turned !== element("turned").checked) setViewing({ turned: element("turned").checked });
});

viewState.add("map", () => (mapShown === facts.shown ? undefined : mapShown), value => {
  if (value !== undefined && !(Number.isInteger(value) && value >= 0 && value <= last)) throw new Error("no map");
  if ((value ?? facts.shown) !== mapShown) goToMap(value ?? facts.shown, false);
});
onMapRest(changed);

// The maps that are not shown yet are read while the first one is looked at.
const allRead = (async () => { for (let m = 0; m <= last; m++) await readMap(m); })();
