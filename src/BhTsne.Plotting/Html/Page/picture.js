// The present view as a picture.

element("picture").onclick = () => {
  points.draw(camera, ratio, parse(theme.ground), false); // All points; and WebGL keeps its picture only until the next frame.
  overlay.draw(camera, ratio, theme, hovered);
  const made = document.createElement("canvas"), top = facts.title || facts.subtitle ? Math.round(64 * ratio) : 0;
  made.width = overlayCanvas.width;
  made.height = overlayCanvas.height + top;
  const context = made.getContext("2d");
  context.fillStyle = theme.ground;
  context.fillRect(0, 0, made.width, made.height);
  for (const name of ["backdrop", "points", "overlay"]) context.drawImage(element(name), 0, top);
  context.fillStyle = theme.ink;
  context.font = `600 ${20 * ratio}px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif`;
  context.fillText(facts.title ?? "", 20 * ratio, 32 * ratio, made.width - 40 * ratio);
  context.fillStyle = theme.soft;
  context.font = `${13 * ratio}px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif`;
  context.fillText(facts.subtitle ?? "", 20 * ratio, 52 * ratio, made.width - 40 * ratio);
  made.toBlob(blob => {
    if (!blob) {
      notice("The browser could not make a picture.");
      return;
    }
    saveFile(fileName(".png"), [blob], "image/png");
    notice(`A picture of ${made.width} × ${made.height} pixels is saved.`);
  }, "image/png");
};
