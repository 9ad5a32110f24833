// The order in which points are drawn, and what is drawn together.

// A repeatable pseudo-random number in [0, 1) for an integer (the finaliser of MurmurHash3).
function hash(i) {
  i = Math.imul(i ^ (i >>> 16) ^ 0x5bd1e995, 0x85ebca6b);
  i = Math.imul(i ^ (i >>> 13), 0xc2b2ae35);
  return ((i ^ (i >>> 16)) >>> 0) / 4294967296;
}

// The numbers 0 .. length - 1 mixed, the same for the same length.
function mixed(length) {
  const numbers = new Uint32Array(length);
  for (let k = 0; k < length; k++) {
    const j = Math.floor(hash(k) * (k + 1));
    numbers[k] = numbers[j];
    numbers[j] = k;
  }
  return numbers;
}

// order[k] is the point that is drawn as the k-th: mixed, so that no category covers another and any prefix is a fair sample.
const order = mixed(count);

// Points that are drawn together: x, y, z of each in the order of drawing, and r, g, b, a; the version counts changes of places.
const layerOf = length => ({ version: 0, count: length, place: new Float32Array(3 * length), color: new Uint8Array(4 * length) });

// One dimension is a strip whose height means nothing.
const stripHeight = 0.44;
const strip = i => (hash(i + count) - 0.5) * stripHeight;
