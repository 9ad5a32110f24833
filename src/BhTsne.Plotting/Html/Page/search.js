// Search: part of a label or a name in any case, or #number for one point.

function find(text) {
  text = text.trim().toLowerCase();
  if (text === "") return null;
  const found = new Uint8Array(count), one = /^#(\d+)$/.exec(text);
  if (one && +one[1] < count) found[+one[1]] = 1;
  const hits = labels?.categories?.map(category => category.name.toLowerCase().includes(text));
  for (let i = 0; i < count; i++) {
    if (hits?.[labels.codes[i]] || ids?.[i].toLowerCase().includes(text) || labels?.texts?.[i].toLowerCase().includes(text)) found[i] = 1;
  }
  return found;
}

let typing = 0;
search.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    matches = find(search.value);
    const hits = matches ? matches.reduce((sum, hit) => sum + hit, 0) : 0;
    element("found").textContent = matches ? `${thousands(hits)} of ${thousands(count)} points${hits ? " · Enter zooms" : ""}` : pointsLine;
    recolor();
  }, 120);
});
search.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    search.value = "";
    search.dispatchEvent(new Event("input"));
    overlayCanvas.focus();
  } else if (event.key === "Enter" && matches) {
    goTo(matches);
  }
});
