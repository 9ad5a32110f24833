// The point that was clicked: a card says what is known of it, lines lead to its nearest neighbours in the input.

let pinned = -1;           // The point, -1 for none.
let pinnedSet = null;      // 1 for the point and its neighbours, which are in full while the others are dimmed; null for none.
let pinnedNeighbors = [];  // The neighbours, each with whether the map has it near.

// Pins a point, or none with -1.
function pin(i) {
  pinned = i;
  const near = i < 0 ? null : neighborsOf(i), kept = near ? keptInMap(i, near) : [];
  pinnedNeighbors = near ? Array.from(near, (point, n) => ({ point, kept: kept[n] })) : [];
  pinnedSet = near ? new Uint8Array(count) : null;
  for (const point of near ? [i, ...near] : []) pinnedSet[point] = 1;
  tooltip.hidden = true; // The card says it already.
  showCard();
  recolor();
  changed();
}

function showCard() {
  const card = element("card");
  card.hidden = pinned < 0;
  if (pinned < 0) return;
  element("card-title").textContent = titleOf(pinned);
  const image = imageOf(pinned);
  element("card-image").replaceChildren(...(image ? [image] : []));
  showNeighbors();
  showFacts();
  placeCard();
}

// The first columns, and after a click all.
const mostFacts = 8;
let allFacts = false;

function showFacts() {
  const list = element("card-facts"), more = element("card-more"), all = columns.filter(column => column !== labels);
  list.replaceChildren();
  for (const [name, value] of factsOf(pinned, allFacts ? all : firstColumns(mostFacts))) {
    list.appendChild(document.createElement("dt")).textContent = name;
    list.appendChild(document.createElement("dd")).textContent = value;
  }
  more.hidden = all.length <= mostFacts;
  more.textContent = allFacts ? `Show ${mostFacts} columns` : `Show all ${all.length} columns`;
  more.setAttribute("aria-expanded", allFacts);
}

element("card-more").onclick = () => {
  allFacts = !allFacts;
  showFacts();
  placeCard();
};

// The card is on the side where it does not hide the point. Where it does so on both, the view moves.
function placeCard() {
  const card = element("card"), at = [0, 0, 0], around = camera.pointSize / 2 + 12;
  camera.projector()(drawnAs()[pinned], at);
  const hides = side => {
    card.setAttribute("data-side", side);
    const { offsetLeft: x, offsetTop: y, offsetWidth: width, offsetHeight: height } = card;
    return at[0] > x - around && at[0] < x + width + around && at[1] > y - around && at[1] < y + height + around;
  };
  if (!hides("left") || !hides("right")) return;
  card.setAttribute("data-side", "left");
  const free = card.offsetLeft + card.offsetWidth + around;
  if (camera.width - free > around) camera.pan((free + camera.width) / 2 - at[0], 0);
  else camera.pan(0, Math.max(around, (card.offsetTop - around) / 2) - at[1]); // Only above the card there is room.
  moved();
}

// The name of a point: its label, its id, or its number.
const titleOf = i => [labels ? valueText(labels, i) : "", ids ? ids[i] : ""].filter(text => text !== "").join(" · ") || `#${i}`;

function factsOf(i, shown) {
  const known = [["point", `#${i}`], ["place", describePlace(i)]];
  if (ids) known.unshift(["id", ids[i]]);
  return [...known, ...shown.map(column => [column.name, valueText(column, i)])];
}

function showNeighbors() {
  const list = element("card-neighbors"), kept = pinnedNeighbors.filter(neighbor => neighbor.kept).length, all = pinnedNeighbors.length;
  list.replaceChildren();
  list.hidden = element("card-kept").hidden = all === 0;
  if (all === 0) return;
  element("card-kept").textContent = all === 1
    ? `Its nearest neighbour in the input is ${kept ? "" : "not "}among the ${nearInMap()} nearest in the map`
    : `${kept} of ${all} nearest neighbours in the input are among the ${nearInMap()} nearest in the map`;
  for (const { point, kept } of pinnedNeighbors) {
    const button = document.createElement("button"), image = imageOf(point), name = document.createElement("span");
    name.textContent = labels || ids ? `${titleOf(point)}  #${point}` : titleOf(point);
    button.append(...(image ? [image] : []), name);
    button.className = kept ? "near" : "far";
    button.title = kept ? "near in the map" : "far in the map";
    button.setAttribute("aria-label", `${name.textContent}, ${button.title}`);
    button.onclick = () => { pin(point); element("card").focus(); };
    button.addEventListener("pointerenter", () => { hovered = drawnAs()[point]; request(); });
    button.addEventListener("pointerleave", () => { hovered = -1; request(); });
    button.addEventListener("focus", () => { hovered = drawnAs()[point]; request(); });
    button.addEventListener("blur", () => { hovered = -1; request(); });
    list.appendChild(document.createElement("li")).append(button);
  }
}

// The lines: full to neighbours that are near in the map, dashed to those that are far. Called by the overlay.
function drawPinned(context, project, camera, theme) {
  if (pinned < 0) return;
  const from = [0, 0, 0], to = [0, 0, 0];
  project(drawnAs()[pinned], from);
  for (const { point, kept } of pinnedNeighbors) {
    if (!filter.visible[point]) continue;
    project(drawnAs()[point], to);
    context.setLineDash(kept ? [] : [5, 4]);
    for (const [color, width] of [[theme.ground, 3.5], [theme.ink, 1.4]]) {
      context.beginPath();
      context.moveTo(from[0], from[1]);
      context.lineTo(to[0], to[1]);
      context.strokeStyle = color;
      context.lineWidth = width;
      context.stroke();
    }
    ring(context, to, camera.pointSize / 2 + 1.5, theme, 1.4);
  }
  context.setLineDash([]);
  ring(context, from, camera.pointSize / 2 + 4, theme, 2.5);
}

function ring(context, at, radius, theme, width) {
  for (const [color, extra] of [[theme.ground, 2.5], [theme.ink, 0]]) {
    context.beginPath();
    context.arc(at[0], at[1], radius, 0, 6.2832);
    context.strokeStyle = color;
    context.lineWidth = width + extra;
    context.stroke();
  }
}

element("card-close").onclick = () => { pin(-1); overlayCanvas.focus(); };
addEventListener("keydown", event => {
  if (event.key !== "Escape" || event.defaultPrevented || pinned < 0 || document.activeElement === search) return;
  pin(-1);
  overlayCanvas.focus();
  event.preventDefault();
});
