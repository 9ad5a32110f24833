// What is read last: nothing of the first picture waits for it.

if (facts.neighbors) {
  await readNeighbors();
  if (pinned >= 0) pin(pinned);
}

await allRead;

if (!spatial) pickGrid();

// For what waits until the page has read all of its data.
document.documentElement.setAttribute("data-ready", "true");
