// Shows the values of the nearest point of a chart at once. Without this script a browser shows them after a while, as the titles of marks.

const tooltip = document.getElementById("tooltip");
const reach = 24; // Pixels.

function show(mark, x, y) {
  tooltip.textContent = mark.label;
  tooltip.hidden = false;
  const right = document.documentElement.clientWidth - tooltip.offsetWidth - 8, above = y - tooltip.offsetHeight - 12;
  tooltip.style.left = `${scrollX + Math.max(8, Math.min(x + 12, right))}px`;
  tooltip.style.top = `${scrollY + (above > 8 ? above : y + 16)}px`;
}

for (const picture of document.querySelectorAll(".chart .scroll > svg")) {
  const marks = [...picture.querySelectorAll(".mark")].map(element => {
    const title = element.querySelector("title"), label = title.textContent;
    title.remove(); // Or the browser would show it as well.
    element.setAttribute("aria-label", label);
    return { element, label };
  });
  let near = null;

  const leave = () => {
    near?.element.classList.remove("near");
    near = null;
    tooltip.hidden = true;
  };

  picture.addEventListener("pointermove", event => {
    let best = null, least = reach * reach, at = null;
    for (const mark of marks) {
      const box = mark.element.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
      const distance = (x - event.clientX) ** 2 + (y - event.clientY) ** 2;
      // A later mark lies over an earlier one at the same place.
      if (distance <= least) [best, least, at] = [mark, distance, [x, y]];
    }
    if (best === near) return;
    leave();
    near = best;
    if (best === null) return;
    best.element.classList.add("near");
    show(best, ...at);
  });
  picture.addEventListener("pointerleave", leave);
}
