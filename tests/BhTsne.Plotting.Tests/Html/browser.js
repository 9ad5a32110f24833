// Runs the script of a page in Node with as little of a browser as it needs, does what a user does, and prints what it found as JSON.
// Usage: node browser.js page.html
"use strict";
const vm = require("vm");
const text = require("fs").readFileSync(process.argv[2], "utf8");

// ---- Elements: those of the page by their ids, with the text of data blocks; others as they are created.

class Element {
  constructor(id, content) {
    this.id = id;
    this.children = [];
    this.listeners = {};
    this.attributes = {};
    this.content = content;
    this.value = "";
    this.offsetWidth = this.offsetHeight = 20;
    this.style = { setProperty: (name, value) => { this.style[name] = value; } };
    const classes = new Set();
    this.classList = { add: name => classes.add(name), remove: name => classes.delete(name) };
  }
  get textContent() { return this.content + this.children.map(child => child.textContent).join(""); }
  set textContent(value) { this.content = String(value); this.children = []; }
  append(...nodes) { this.children.push(...nodes); }
  appendChild(node) { this.children.push(node); return node; }
  replaceChildren(...nodes) { this.content = ""; this.children = nodes; }
  remove() { this.removed = true; }
  cloneNode() { return new Element(this.id, ""); }
  replaceWith(other) { elements.set(this.id, other); }
  setAttribute(name, value) { this.attributes[name] = String(value); }
  addEventListener(name, listener) { (this.listeners[name] ??= []).push(listener); }
  dispatchEvent(event) { this.fire(event.type, event); }
  setPointerCapture() {}
  focus() { page.document.activeElement = this; }
  getBoundingClientRect() { return { width: 800, height: 600 }; }
  getContext(kind) { return kind === "2d" ? (this.context ??= new Context()) : null; }
  fire(name, event = {}) {
    const all = [...(this.listeners[name] ?? []), ...(this["on" + name] ? [this["on" + name]] : [])];
    for (const listener of all) listener({ preventDefault() {}, stopPropagation() {}, ...event });
    return all.length;
  }
}

// Counts the shapes of the last picture.
class Context {
  constructor() { this.shapes = 0; }
  clearRect() { this.shapes = 0; }
  arc() { this.shapes++; }
  fillRect() { this.shapes++; }
  measureText(name) { return { width: 8 * name.length }; }
  setTransform() {}
  beginPath() {}
  fill() {}
  stroke() {}
  moveTo() {}
  lineTo() {}
  closePath() {}
  fillText() {}
  strokeText() {}
  setLineDash() {}
  drawImage() {}
  createImageData(width, height) { return { data: new Uint8ClampedArray(4 * width * height) }; }
  putImageData() {}
}

const elements = new Map();
for (const [, id] of text.matchAll(/ id="([a-z-]+)"/g)) elements.set(id, new Element(id, ""));
for (const [, id, content] of text.matchAll(/<script type="[^"]*" id="([a-z]+)">([^]*?)<\/script/g)) elements.get(id).content = content;

const frames = [], timers = [], unknown = [];
let clock = 0; // Milliseconds.
const page = {
  URLSearchParams,
  document: {
    documentElement: new Element("html", ""),
    getElementById: id => elements.get(id) ?? (unknown.push(id), null),
    createElement: () => new Element("", ""),
  },
  getComputedStyle: () => ({ getPropertyValue: () => " #102030" }),
  matchMedia: () => ({ matches: false, addEventListener() {} }),
  requestAnimationFrame: callback => frames.push(callback),
  setTimeout: callback => timers.push(callback),
  clearTimeout: () => {},
  addEventListener: (name, listener) => elements.get("stage").addEventListener("window-" + name, listener),
  ResizeObserver: class { observe() {} },
  Event: class { constructor(type) { this.type = type; } },
  atob, Blob, DecompressionStream, Response, TextDecoder,
  console,
  devicePixelRatio: 2,
  location: { hash: "", href: "file:///map.html" },
  history: { state: null, replaceState: (_, __, address) => { page.location.hash = address; } },
  performance: { now: () => clock },
};

// ---- The script, with its own names handed out at its end.

const script = /<script>\n([^]*)<\/script>/.exec(text)[1];
const end = script.lastIndexOf("})();");
const names = ["facts", "stored", "labels", "columns", "order", "layers", "map", "extent", "camera", "points", "find", "playing", "allRead",
  "neighborsOf", "densityColumn", "pin", "pickGrid", "pick"]
  .map(name => `${name}: typeof ${name} === "undefined" ? null : ${name}`);
const whole = `${script.slice(0, end)}globalThis.inner = { ${names.join(", ")} };\n${script.slice(end)}`;
const started = vm.runInNewContext(whole, page, { filename: "page.js" });

started.then(() => page.inner.allRead).then(use).catch(error => { console.error(error); process.exit(1); });

function use() {
const inner = page.inner;

// What was asked for later: one round, as spinning asks for a frame in every frame.
function settle() {
  for (const callback of timers.splice(0)) callback();
  clock += 70;
  for (const callback of frames.splice(0)) callback(clock);
}

const id = name => elements.get(name);
const shown = () => inner.map.color.filter((value, i) => i % 4 === 3 && value > 0).length;
const drawn = () => id("points").getContext("2d").shapes;
settle();
const result = {
  // Floats as bits: JSON has no NaN.
  coordinates: inner.facts.maps.length === 1 ? Array.from(new Uint32Array(inner.stored[0].slice().buffer)) : null,
  codes: inner.labels?.codes ? Array.from(inner.labels.codes) : null,
  numbers: inner.labels?.values ? Array.from(new Uint32Array(inner.labels.values.slice().buffer)) : null,
  order: Array.from(inner.order),
  title: id("title").textContent,
  line: id("found").textContent,
  referenceLine: id("reference-line").hidden ? null : id("reference-line").textContent,
  places: inner.layers.map(layer => Array.from(layer.place)),
  shownAtFirst: shown(),
  drawnAtFirst: drawn(),
  scale: [id("scale-low").textContent, id("scale-high").textContent, id("scale-missing").textContent],
  searches: {},
};

// ---- A search for each text given, with what is found and what is said; Enter goes to it, Escape leaves it.
for (const wanted of process.argv.slice(3)) {
  id("search").value = wanted;
  id("search").fire("input");
  settle();
  const found = inner.find(wanted);
  const numbers = found ? Array.from(found).flatMap((hit, i) => (hit ? [i] : [])) : null;
  result.searches[wanted] = { found: numbers, line: id("found").textContent };
  id("search").fire("keydown", { key: "Enter" });
  settle();
}
id("search").fire("keydown", { key: "Escape" });
settle();

// ---- The legend: hide one, only one, none, all, and the pointer over each.
if (inner.labels?.codes) {
  const before = id("color-select").value;
  id("color-select").value = "0";
  id("color-select").fire("change");
  settle();
  const items = id("legend").children;
  result.legend = items.map(item => item.children[0].children.map(part => part.textContent));
  const [toggle, only] = items[0].children;
  toggle.fire("click");
  settle();
  result.shownWithoutFirst = shown();
  only.fire("click");
  settle();
  result.shownOnlyFirst = shown();
  id("show-none").fire("click");
  settle();
  result.shownNone = shown();
  id("show-all").fire("click");
  for (const item of items) {
    item.fire("pointerenter");
    settle();
    item.fire("pointerleave");
  }
  settle();
  result.shownAll = shown();
  id("color-select").value = String(before);
  id("color-select").fire("change");
  settle();
}

// ---- What to colour by: each choice, with what the page says of it and the colour of each point; then the first again.
const choices = id("color-select").children.map(option => option.value);
result.colorBy = { hidden: id("color-by").hidden, value: +id("color-select").value, legendHidden: id("legend").hidden };
const colorsNow = () => {
  const colors = [];
  const hex = at => inner.map.color[at].toString(16).padStart(2, "0");
  inner.order.forEach((i, k) => { colors[i] = "#" + [0, 1, 2].map(c => hex(4 * k + c)).join(""); });
  return colors;
};
result.colorsAtFirst = colorsNow();
result.choices = choices.map((value, c) => {
  id("color-select").value = String(value);
  id("color-select").fire("change");
  settle();
  return {
    name: id("color-select").children[c].textContent,
    scaleHidden: id("scale").hidden,
    ends: ["scale-low", "scale-middle", "scale-high"].map(name => id(name).textContent),
    outside: id("scale-outside").textContent, missing: id("scale-missing").textContent, meaning: id("score-meaning").textContent,
    colors: colorsNow() };
});

// ---- Pointer, wheel and keys over the map; then all of it again.
const map = id("overlay");
for (const key of ["ArrowLeft", "ArrowUp", "+", "-", " ", " ", "x"]) map.fire("keydown", { key });
map.fire("pointerdown", { pointerId: 1, offsetX: 300, offsetY: 300 });
map.fire("pointermove", { pointerId: 1, offsetX: 340, offsetY: 280 });
map.fire("pointerdown", { pointerId: 2, offsetX: 100, offsetY: 100 });
map.fire("pointermove", { pointerId: 2, offsetX: 90, offsetY: 80 });
map.fire("pointerup", { pointerId: 2 });
map.fire("pointerup", { pointerId: 1 });
map.fire("wheel", { offsetX: 10, offsetY: 20, deltaY: -100, deltaMode: 0 });
map.fire("dblclick", { offsetX: 10, offsetY: 20 });
id("stage").fire("window-keydown", { key: "/" });
for (const button of ["zoom-in", "zoom-out", "spin", "reset"]) id(button).fire("click");
settle();
map.fire("keydown", { key: "0" });
settle();

// The pointer rests on the first drawn point, where the camera puts it.
const at = [0, 0, 0];
inner.camera.projector()(0, at);
map.fire("pointermove", { pointerId: 3, offsetX: at[0], offsetY: at[1] });
settle();
settle();
result.tooltip = id("tooltip").children.map(child => child.textContent);
result.tooltipHidden = id("tooltip").hidden;
map.fire("pointerleave");

// Over a point of a reference map, away from those of the map.
if (inner.layers.length === 2) {
  inner.camera.projector(inner.layers[0])(0, at);
  map.fire("pointermove", { pointerId: 3, offsetX: at[0], offsetY: at[1] });
  settle();
  result.namedOverReference = !id("tooltip").hidden;
}

// ---- The card of a clicked point, its neighbours, and the point that each place of the map belongs to.
result.neighbors = inner.neighborsOf(0) ? Array.from(inner.order, (_, i) => Array.from(inner.neighborsOf(i))) : null;
result.density = Array.from(inner.densityColumn().values);
if (inner.layers.length === 1 && inner.facts.maps.length === 1) {
  map.fire("keydown", { key: "0" });
  settle();
  result.picked = Array.from(inner.order, (_, k) => {
    inner.camera.projector()(k, at);
    return inner.order[inner.pick(at[0], at[1])];
  });
  inner.camera.projector()(0, at);
  const clicked = inner.order[inner.pick(at[0], at[1])];
  map.fire("pointerdown", { pointerId: 5, offsetX: at[0], offsetY: at[1], button: 0 });
  map.fire("pointerup", { pointerId: 5, offsetX: at[0], offsetY: at[1], button: 0 });
  settle();
  const texts = element => element.children.map(child => child.textContent);
  result.card = {
    clicked, hidden: id("card").hidden, title: id("card-title").textContent, facts: texts(id("card-facts")),
    kept: id("card-kept").textContent, neighbors: texts(id("card-neighbors")) };
  const first = id("card-neighbors").children[0]?.children[0];
  first?.fire("click");
  settle();
  result.card.next = id("card-title").textContent;
  id("stage").fire("window-keydown", { key: "Escape" });
  settle();
  result.card.hiddenAfter = id("card").hidden;
}

// ---- The player: each frame by the slider, with and without a fit; the keys; some time of playing, and a pause.
if (inner.facts.maps.length > 1) {
  const state = () => ({
    position: inner.playing.position, line: id("map-line").textContent, slider: +id("slider").value,
    title: id("map-select").children[+id("map-select").value].textContent,
    place: Array.from(inner.map.place), extent: Array.from(inner.extent) });
  const key = name => { id("stage").fire("window-keydown", { key: name }); settle(); return state(); };
  const slide = frame => { id("slider").value = frame; id("slider").fire("input"); settle(); return state(); };
  const each = () => inner.facts.maps.map((_, frame) => slide(frame));
  result.fitted = each();
  id("fit").checked = false;
  id("fit").fire("change");
  result.unfitted = each();
  id("fit").checked = true;
  id("fit").fire("change");
  map.focus();
  result.keys = ["Home", "ArrowRight", "ArrowLeft", "ArrowLeft", "End", "ArrowRight"].map(key);
  result.played = [" ", "a", "a", " ", "a"].map(key);
  id("play").fire("click");
  for (let i = 0; i < 500; i++) settle();
  result.end = state();
}
result.unknown = unknown;
process.stdout.write(JSON.stringify(result));
}
