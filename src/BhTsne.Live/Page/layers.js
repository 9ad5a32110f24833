// What the drawing scripts of the page of a file draw: one layer, whose places follow the frames.

const count = facts.points, dimensions = facts.dimensions, spatial = dimensions === 3;
const map = { version: 0, count, place: new Float32Array(3 * count), color: new Uint8Array(4 * count) };
const layers = [map], extent = [0, 0, 0], several = false;

// One dimension is a strip whose height means nothing.
const stripHeight = 0.44;
if (dimensions === 1) for (let k = 0; k < count; k++) map.place[3 * k + 1] = (k * 0.618034 % 1 - 0.5) * stripHeight;
