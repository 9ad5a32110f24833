// The state of the page in the fragment of its address, so that a link shows the same.

const viewState = {
  parts: [],
  written: "",
  broken: [],  // Parts of the last link that could not be read.
  left: [],    // Parts that are too large for a link.
  timer: 0,
  restoring: true, // Until the link with which the page was opened has been followed.

  // read: returns a JSON value, undefined for the state of a fresh page. write: takes such a value, or throws an Error.
  add(name, read, write) { this.parts.push({ name, read, write }); },

  get fragment() {
    const values = {};
    for (const { name, read } of this.parts) {
      const value = read();
      if (value !== undefined) values[name] = value;
    }
    this.left = [];
    while (encodeState(values).length > longestFragment) {
      const largest = Object.keys(values).reduce((a, b) => (JSON.stringify(values[a]).length >= JSON.stringify(values[b]).length ? a : b));
      this.left.push(largest);
      delete values[largest];
    }
    return encodeState(values);
  },

  save() {
    clearTimeout(this.timer);
    this.written = this.fragment;
    try {
      history.replaceState(history.state, "", `#${this.written}`);
    } catch {
      // A page inside another one may have no address of its own.
    }
  },

  restore(text) {
    const { values, faults } = decodeState(text);
    this.written = text.replace(/^#/, "");
    this.restoring = true;
    this.broken = faults;
    for (const { name, write } of this.parts) {
      try {
        write(values[name]);
      } catch {
        this.broken.push(name);
        write(undefined);
      }
    }
    this.broken.push(...Object.keys(values).filter(name => !this.parts.some(part => part.name === name)));
    this.restoring = false;
    if (this.broken.length > 0) notice(`A part of the link could not be read and is left out: ${this.broken.join(", ")}.`);
  },
};

// Something that the link says has changed.
function changed() {
  if (viewState.restoring) return;
  clearTimeout(viewState.timer);
  viewState.timer = setTimeout(() => viewState.save(), 400);
}

const rounded = value => +value.toPrecision(5);

viewState.add("camera",
  () => {
    const fresh = new Camera();
    if (["x", "y", "zoom", "turn", "tilt"].every(name => camera[name] === fresh[name] || (name === "turn" && spinning))) return undefined;
    return [camera.x, camera.y, camera.zoom, ...(spatial ? [camera.turn, camera.tilt] : [])].map(rounded).join(",");
  },
  value => {
    camera.reset();
    if (value === undefined) return;
    const [x, y, zoom, turn = camera.turn, tilt = camera.tilt] = String(value).split(",").map(Number);
    if (![x, y, zoom, turn, tilt].every(Number.isFinite) || zoom < 0.2 || zoom > 5000) throw new Error("no camera");
    Object.assign(camera, { x, y, zoom, turn, tilt });
    setSpin(false);
    moved();
  });

viewState.add("tool", () => (tool === "move" ? undefined : tool), value => {
  if (value !== undefined && !Object.hasOwn(tools, value)) throw new Error("no tool");
  setTool(value ?? "move");
});

const firstChoice = legend.choice;
const linkedChoice = () => (/^\d+$/.test(legend.choice) ? +legend.choice : legend.choice); // The number of a column, or a word.
viewState.add("color", () => (legend.choice === firstChoice ? undefined : linkedChoice()), value => {
  const choice = value === undefined ? firstChoice : String(value), column = columns[choice];
  if (choice !== "" && choice !== "density" && !(column && column.kind !== "texts")) throw new Error("no column");
  if (choice !== legend.choice) legend.choose(choice);
});

viewState.add("point", () => (pinned < 0 ? undefined : pinned), value => {
  if (value !== undefined && !(Number.isInteger(value) && value >= 0 && value < count)) throw new Error("no point");
  if (value !== undefined || pinned >= 0) pin(value ?? -1);
});

// How points are drawn is read in webgl.js, and stays in the link.
viewState.add("renderer", () => askedRenderer ?? undefined, () => {});

viewState.add("names", () => (overlay.shown ? undefined : false), value => {
  if (value !== undefined && value !== false) throw new Error("not false");
  setNames(value === undefined);
});
