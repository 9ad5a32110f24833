// The frames of an animation: for each the box around its points, and the places of the points in the box, 16 bits for each coordinate.

const map = layerOf(count);
const reference = null;
const layers = [map];
const extent = [0, 0, 0];

const frames = [];
for (const frame of facts.frames) frames.push({ ...frame, grid: await readShorts(frame.block, facts.dimensions) });
const allFrames = frames[0].box.map((_, a) => frames.reduce(
  ([low, high], { box }) => [Math.min(low, box[a][0]), Math.max(high, box[a][1])], [Infinity, -Infinity]));

const halfSpan = box => Math.max(...box.map(([low, high]) => high / 2 - low / 2));

// What brings a frame to a cube of side 2: place = start + step * grid along each axis; and the half sides of the box to show.
function viewOf(frame, fit) {
  const shown = fit ? frame.box : allFrames, half = halfSpan(shown) || 1;
  return frame.box.map(([low, high], a) => {
    const middle = shown[a][0] / 2 + shown[a][1] / 2;
    return { start: (low - middle) / half, step: (high / 65535 - low / 65535) / half, side: (shown[a][1] / 2 - shown[a][0] / 2) / half };
  });
}

// Places the points as in a frame or, for a position that is not whole, between two. fit: each frame fills the view, and not all frames
// have one scale.
function showFrame(position, fit) {
  const before = Math.floor(position), after = Math.ceil(position), share = position - before, d = facts.dimensions;
  const from = viewOf(frames[before], fit), to = viewOf(frames[after], fit), gridFrom = frames[before].grid, gridTo = frames[after].grid;
  for (let a = 0; a < d; a++) {
    const start = (1 - share) * from[a].start + share * to[a].start, stepFrom = (1 - share) * from[a].step, stepTo = share * to[a].step;
    for (let k = 0; k < count; k++) {
      const i = order[k] * d + a;
      map.place[3 * k + a] = start + stepFrom * gridFrom[i] + stepTo * gridTo[i];
    }
    extent[a] = (1 - share) * from[a].side + share * to[a].side;
  }
  if (d === 1) extent[1] = stripHeight / 2;
}

if (facts.dimensions === 1) for (let k = 0; k < count; k++) map.place[3 * k + 1] = strip(order[k]);

// What is shown: the last frame at first.
const playing = { on: false, position: frames.length - 1, fit: true };
const frameShown = () => frames[Math.round(playing.position)];
showFrame(playing.position, playing.fit);

// The coordinates of a point in the frame that is shown, as exactly as the page has them.
function describePlace(i) {
  const { box, grid } = frameShown(), d = facts.dimensions;
  return box.map(([low, high], a) => String(+(low + (high / 65535 - low / 65535) * grid[i * d + a]).toPrecision(4))).join(", ");
}

const placeTexts = i => describePlace(i).split(", ");
