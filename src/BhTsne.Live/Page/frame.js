// A frame as it comes: a header of 96 bytes and places of 16 bits, all little-endian.

function readFrame(buffer) {
  const view = new DataView(buffer);
  if (buffer.byteLength < 96 || view.getUint32(0, true) !== 0x314c4842) throw new Error("This is no frame.");
  const count = view.getInt32(4, true), dimensions = view.getInt32(8, true);
  const box = Array.from({ length: dimensions }, (_, a) => [view.getFloat64(48 + 16 * a, true), view.getFloat64(56 + 16 * a, true)]);
  const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  const places = littleEndian
    ? new Uint16Array(buffer, 96, count * dimensions)
    : Uint16Array.from({ length: count * dimensions }, (_, i) => view.getUint16(96 + 2 * i, true));
  return { count, dimensions, iteration: view.getInt32(12, true), box, places };
}
