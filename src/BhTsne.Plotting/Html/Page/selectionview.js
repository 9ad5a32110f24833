// The section of the panel about the selection: its count, what to do with it, and selections that are kept for a comparison.

const kept = { A: null, B: null }; // Each { points, count }.

function create(tag, name, text, parent) {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  parent?.append(made);
  return made;
}

function createButton(text, label, click, parent) {
  const button = create("button", "", text, parent);
  button.setAttribute("aria-label", label);
  button.onclick = click;
  return button;
}

for (const mode of Object.keys(combinations)) {
  element(`mode-${mode}`).onclick = () => {
    selectionMode = mode;
    for (const each of Object.keys(combinations)) element(`mode-${each}`).setAttribute("aria-pressed", each === mode);
  };
}

element("selection-zoom").onclick = () => { if (selection.count > 0) goTo(selection.points); };
element("selection-invert").onclick = () => selection.invert();
element("selection-clear").onclick = () => selection.clear();
element("selection-only").onclick = () => filter.showOnly(filter.only ? null : { points: selection.points, steps: selection.steps });
for (const name of ["A", "B"]) {
  element(`keep-${name.toLowerCase()}`).onclick = () => {
    kept[name] = { points: selection.points, count: selection.count };
    say(`${pointsText(selection.count)} kept as ${name}.`);
    if (kept.A && kept.B) comparison = "A-B";
    showKept();
    compare();
  };
}

function showKept() {
  element("kept").replaceChildren();
  for (const [name, set] of Object.entries(kept)) {
    if (!set) continue;
    const item = create("li", "", "", element("kept"));
    create("span", "", `${name}: ${pointsText(set.count)}`, item);
    createButton("Select", `Select ${name}`, () => selection.set(set.points), item);
    createButton("×", `Forget ${name}`, () => {
      kept[name] = null;
      showKept();
      compare();
    }, item);
  }
}

function showSelection() {
  const some = selection.count > 0;
  element("selection-count").hidden = !some;
  element("selection-count").textContent = thousands(selection.count);
  element("selection-line").textContent = some ? selectionLine()
    : "Draw around points with the lasso (L) or the box (B), or select what a search finds, a category, or a range of values.";
  element("selection-buttons").hidden = !some && !filter.only;
  for (const name of ["selection-zoom", "selection-invert", "selection-clear", "keep-a", "keep-b"]) element(name).disabled = !some;
  element("selection-only").disabled = !some && !filter.only;
  element("selection-only").setAttribute("aria-pressed", filter.only !== null);
  element("export").hidden = !some;
  showSample();
  showImages();
}

// The ids of the first rows, where there are ids, and images of points all over the selection, where there are images.
const sampleSize = 20, sampleImages = 24;

function showImages() {
  const box = element("selection-images"), members = facts.images && selection.count > 0 ? membersOf(selection.points) : [];
  const step = Math.max(1, members.length / sampleImages), shown = Math.min(sampleImages, members.length);
  box.replaceChildren(...Array.from({ length: shown }, (_, n) => imageOf(members[Math.floor(n * step)])));
  box.hidden = shown === 0;
}

function showSample() {
  const sample = [];
  for (let i = 0; ids && selection.count > 0 && i < count && sample.length < sampleSize; i++) {
    if (selection.points[i] && ids[i] !== "") sample.push(ids[i].length > 40 ? ids[i].slice(0, 39) + "…" : ids[i]);
  }
  element("selection-sample").hidden = sample.length === 0;
  element("selection-sample").textContent = `${selection.count > sampleSize ? "Among them" : "Ids"}: ${sample.join(" · ")}`;
}

selection.onChange(() => {
  comparison = "selection-rest";
  showSelection();
  compare();
});
filter.onChange(() => {
  showSelection();
  compare();
});
