// Where selected points come from, as plain data: { kind: "polygon", turn, tilt, polygon, map, fit, turned }, { kind: "search", text },
// { kind: "category", column, code }, { kind: "range", column, low, high }, { kind: "rows", rows }, { kind: "shown" }, { kind: "none" }.

// The points of a source among those that are shown.
function sourcePoints(source, shown) {
  const found = new Uint8Array(count);
  const collect = holds => {
    for (let i = 0; i < count; i++) if (shown[i] && holds(i)) found[i] = 1;
    return found;
  };
  switch (source.kind) {
    case "none": return found;
    case "shown": return shown.slice();
    case "rows": return combineSets(setOf(count, decodeRows(source.rows, count)), shown, "intersect");
    case "search": return combineSets(find(source.text) ?? found, shown, "intersect");
    case "category": return collect(i => columns[source.column].codes[i] === source.code);
    case "range": return combineSets(shownBy(columns, [{ ...source, missing: false }], count), shown, "intersect");
    case "polygon": return pointsInPolygon(source, shown);
    default: throw new Error(`${source.kind} is no way to select points`);
  }
}

// Those whose place in the plane of the view, seen from where the polygon was drawn, lies inside it.
function pointsInPolygon({ turn, tilt, polygon, map: drawnOn, fit, turned }, shown) {
  const inside = polygonTest(...polygonCorners(decodePolygon(polygon))), found = new Uint8Array(count);
  const place = drawnOn === undefined ? map.place : placesAs(drawnOn, { fit, turned });
  const [r, u] = viewAxes(turn, tilt);
  for (let k = 0; k < count; k++) {
    if (!shown[order[k]]) continue;
    const x = place[3 * k], y = place[3 * k + 1], z = place[3 * k + 2];
    if (inside(r[0] * x + r[1] * y + r[2] * z, u[0] * x + u[1] * y + u[2] * z)) found[order[k]] = 1;
  }
  return found;
}

// Whether plain data from a link is a source that this page can follow.
function knownSource(source) {
  const whole = (value, below) => Number.isInteger(value) && value >= 0 && value < below;
  const end = value => value === null || Number.isFinite(value);
  switch (source?.kind) {
    case "none": case "shown": return true;
    case "rows": return decodeRows(source.rows, count) !== null;
    case "search": return typeof source.text === "string";
    case "category": return whole(source.column, columns.length) && whole(source.code, columns[source.column].categories?.length ?? 0);
    case "range":
      return whole(source.column, columns.length) && knownNumbers(columns[source.column]) && end(source.low) && end(source.high);
    case "polygon": return decodePolygon(source.polygon) !== null && Number.isFinite(source.turn) && Number.isFinite(source.tilt)
      && (source.map === undefined || whole(source.map, facts.maps.length));
    default: return false;
  }
}
