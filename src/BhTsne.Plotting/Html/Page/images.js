// The image of each point, in blocks that are read when one of their images is looked at.

const imageBlocks = new Map();

// A canvas with the image of a point, drawn when its block is read; null where the page has no images.
function imageOf(i) {
  if (!facts.images) return null;
  const { height, width } = facts.images, canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.className = "image";
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `Image of point ${i}`);
  drawImage(canvas, i);
  return canvas;
}

async function drawImage(canvas, i) {
  const { height, width, channels, perBlock, blocks } = facts.images, number = Math.floor(i / perBlock);
  if (!imageBlocks.has(number)) imageBlocks.set(number, readBlock(blocks[number]));
  const pixels = await imageBlocks.get(number), from = (i - number * perBlock) * height * width * channels;
  const context = canvas.getContext("2d"), image = context.createImageData(width, height);
  for (let p = 0; p < height * width; p++) {
    for (let c = 0; c < 3; c++) image.data[4 * p + c] = pixels[from + channels * p + (channels === 3 ? c : 0)];
    image.data[4 * p + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
