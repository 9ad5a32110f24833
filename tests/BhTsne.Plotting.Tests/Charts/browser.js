// Runs the script of a page of charts in Node with as little of a browser as it needs, moves the pointer, and prints the tooltip as JSON.
// Usage: node browser.js page.html x,y ... (places in the first chart; "leave" for the pointer that leaves it)
"use strict";
const vm = require("vm");
const text = require("fs").readFileSync(process.argv[2], "utf8");

class Mark {
  constructor(path, title) {
    [this.x, this.y] = /d="M(-?[\d.]+) (-?[\d.]+)/.exec(path).slice(1).map(Number);
    this.title = { textContent: title, remove: () => { this.titleGone = true; } };
    const classes = new Set();
    this.classList = { add: name => classes.add(name), remove: name => classes.delete(name), has: name => classes.has(name) };
    this.attributes = {};
  }
  querySelector(selector) { return selector === "title" ? this.title : null; }
  setAttribute(name, value) { this.attributes[name] = value; }
  getBoundingClientRect() { return { x: this.x - 5, y: this.y - 5, width: 10, height: 10 }; }
}

class Picture {
  constructor(svg) {
    this.marks = [...svg.matchAll(/(<path class="mark"[^>]*>)\s*<title>([^<]*)<\/title>/g)].map(([, path, title]) => new Mark(path, title));
    this.listeners = {};
  }
  querySelectorAll(selector) { return selector === ".mark" ? this.marks : []; }
  addEventListener(name, listener) { this.listeners[name] = listener; }
}

const pictures = [...text.matchAll(/<div class="scroll">\s*(<svg[^]*?<\/svg>)/g)].map(([, svg]) => new Picture(svg));
const tooltip = { hidden: true, textContent: "", style: {}, offsetWidth: 120, offsetHeight: 60 };
const page = {
  document: {
    documentElement: { clientWidth: 800 },
    getElementById: id => (id === "tooltip" ? tooltip : null),
    querySelectorAll: selector => (selector === ".chart .scroll > svg" ? pictures : []),
  },
  scrollX: 0,
  scrollY: 1000,
};
vm.runInNewContext(/<script>\n([^]*)<\/script>/.exec(text)[1], page, { filename: "charts.js" });

const [first] = pictures;
const seen = process.argv.slice(3).map(at => {
  const [x, y] = at.split(",").map(Number);
  if (at === "leave") first.listeners.pointerleave({}); else first.listeners.pointermove({ clientX: x, clientY: y });
  const near = first.marks.flatMap((mark, i) => (mark.classList.has("near") ? [i] : []));
  return { hidden: tooltip.hidden, text: tooltip.textContent, ...tooltip.style, near };
});
process.stdout.write(JSON.stringify({
  seen, titlesGone: pictures.every(picture => picture.marks.every(mark => mark.titleGone)),
  labels: first.marks.map(mark => mark.attributes["aria-label"]) }));
