// The colour and opacity of each drawn point: by label or score, hidden, dimmed or in full.

// Colours in drawing order; alpha 0 hides, a low alpha dims.
function recolor() {
  const rgba = map.color.fill(0), full = Math.round(255 * camera.opacity), dim = Math.max(8, Math.round(full * (pinnedSet ? 0.3 : 0.1)));
  opacity = camera.opacity;
  const grounded = parse(theme.ground), chosen = matches ?? pinnedSet;
  for (let k = 0; k < count; k++) {
    const i = order[k], code = labels?.codes ? labels.codes[i] : -1;
    if (code >= 0 && !legend.visible[code]) continue;
    const dimmed = (chosen && !chosen[i]) || (pointedCode >= 0 && code !== pointedCode);
    for (let c = 0; c < 3; c++) {
      const own = colors[3 * i + c];
      rgba[4 * k + c] = dimmed && spatial ? grounded[c] + (own - grounded[c]) * 0.12 : own; // Opaque points fade into the ground instead.
    }
    rgba[4 * k + 3] = dimmed && !spatial ? dim : chosen && !dimmed ? Math.max(full, 230) : full;
  }
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
