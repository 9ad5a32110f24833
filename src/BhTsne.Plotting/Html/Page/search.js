// Search: part of an id, a category or a text in any case, or #number for one point.

function find(text) {
  text = text.trim().toLowerCase();
  if (text === "") return null;
  const found = new Uint8Array(count), one = /^#(\d+)$/.exec(text);
  if (one && +one[1] < count) found[+one[1]] = 1;
  for (const column of columns) {
    if (column.kind === "categories") {
      const hits = column.categories.map(({ name }) => name.toLowerCase().includes(text));
      if (hits.includes(true)) for (let i = 0; i < count; i++) if (hits[column.codes[i]]) found[i] = 1;
    } else if (column.kind === "texts") {
      for (let i = 0; i < count; i++) if (column.texts[i].toLowerCase().includes(text)) found[i] = 1;
    }
  }
  if (ids) for (let i = 0; i < count; i++) if (ids[i].toLowerCase().includes(text)) found[i] = 1;
  return found;
}

let typing = 0;
search.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(showMatches, 120);
});

function showMatches() {
  matches = find(search.value);
  const hits = matches ? countSet(combineSets(matches, filter.visible, "intersect")) : 0;
  element("found").textContent = matches ? `${thousands(hits)} of ${thousands(count)} points${hits ? " · Enter zooms" : ""}` : pointsLine;
  element("found-buttons").hidden = hits === 0;
  recolor();
}

search.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    leaveSearch();
    overlayCanvas.focus();
  } else if (event.key === "Enter" && matches) {
    goTo(matches);
  }
});

function leaveSearch() {
  search.value = "";
  clearTimeout(typing);
  showMatches();
}

element("found-select").onclick = event => {
  const source = { kind: "search", text: search.value.trim() };
  leaveSearch();
  selectSource(source, howOf(event));
};
element("found-zoom").onclick = () => { if (matches) goTo(matches); };
