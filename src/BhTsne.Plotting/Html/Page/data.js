// What the page shows: facts, and blocks of data, which are read when they are needed.

const element = id => document.getElementById(id);

function fail(message) {
  element("failure").textContent = message;
  element("failure").hidden = false;
  document.documentElement.setAttribute("data-ready", "failed");
}

if (typeof DecompressionStream === "undefined") {
  fail("This browser is too old for this page, whose data is compressed: it has no DecompressionStream. Open it in a newer one "
    + "(Chrome or Edge 103, Firefox 113, Safari 16.4, or later).");
  return;
}

const facts = JSON.parse(element("facts").textContent);
const count = facts.points;
const spatial = facts.dimensions === 3;

// A block for each line: base64 of compressed bytes.
const blockTexts = element("blocks").textContent.split("\n");
element("blocks").remove(); // The text is not needed twice, and it is large.

function decodeBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const raw = atob(text), bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

// The bytes of a block. Each block can be read once.
async function readBlock(number) {
  const compressed = decodeBase64(blockTexts[number]);
  blockTexts[number] = null;
  const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Records of so many bytes that are stored in planes: the first byte of every record, then the second of every record, and so on.
function fromPlanes(planes, record) {
  const length = planes.length / record, bytes = new Uint8Array(planes.length);
  for (let p = 0; p < record; p++) {
    for (let i = 0, from = p * length, to = p; i < length; i++, to += record) bytes[to] = planes[from + i];
  }
  return bytes.buffer;
}

// Blocks are little-endian, as all machines are that browsers run on.
const readFloats = async (number, perRecord = 1) => new Float32Array(fromPlanes(await readBlock(number), 4 * perRecord));
const readShorts = async (number, perRecord = 1) => new Uint16Array(fromPlanes(await readBlock(number), 2 * perRecord));
const readTexts = async number => new TextDecoder().decode(await readBlock(number)).split("\n");

const number = value => String(+value.toPrecision(6));
const short = value => String(+value.toPrecision(3));
const thousands = value => value.toLocaleString("en");
