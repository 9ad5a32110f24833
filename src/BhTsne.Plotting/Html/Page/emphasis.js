// The colour and opacity of each drawn point: hidden, dimmed or in full.

// Which points are in full while the others are dimmed; null where all are.
const emphasised = () => matches ?? pinnedSet ?? (selection.count > 0 ? selection.points : null);

// Colours in drawing order; alpha 0 hides, a low alpha dims.
function recolor() {
  const rgba = map.color, full = Math.round(255 * camera.opacity), strong = Math.max(full, 230);
  const dim = Math.max(8, Math.round(full * (pinnedSet && !matches ? 0.3 : 0.12)));
  opacity = camera.opacity;
  const grounded = parse(theme.ground), chosen = emphasised(), { visible } = filter;
  const pointed = pointedCode >= 0 && categoryColumn(coloring) ? coloring.codes : null;
  let inFull = 0, inDim = 0;
  for (let k = 0; k < count; k++) {
    const i = order[k];
    if (!visible[i]) {
      rgba[4 * k + 3] = 0;
      continue;
    }
    const dimmed = (chosen && !chosen[i]) || (pointed && pointed[i] !== pointedCode);
    if (dimmed) inDim++; else inFull++;
    for (let c = 0; c < 3; c++) {
      const own = colors[3 * i + c];
      rgba[4 * k + c] = dimmed && spatial ? grounded[c] + (own - grounded[c]) * 0.12 : own; // Opaque points fade into the ground instead.
    }
    rgba[4 * k + 3] = dimmed && !spatial ? dim : chosen && !dimmed ? strong : full;
  }
  Object.assign(shownPoints, { full: inFull, dimmed: inDim });
  points.send(map, "color");
  request();
}

// Grey and less opaque than points of the map; in three dimensions, where all are opaque, only grey.
function recolorReference() {
  if (!reference) return;
  const gray = [...parse(theme.reference), spatial ? 255 : Math.round(255 * 0.6 * camera.opacityOf(reference))];
  for (let k = 0; k < reference.count; k++) reference.color.set(gray, 4 * k);
  points.send(reference, "color");
}
