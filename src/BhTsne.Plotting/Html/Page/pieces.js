// Long work in pieces, so that the page answers in between.

// Runs a generator to its end, some milliseconds at a time. Setting "on" of what is returned to false ends it early.
function inPieces(work) {
  const job = { on: true };
  const step = () => {
    const end = performance.now() + 12;
    while (job.on && performance.now() < end) if (work.next().done) return;
    if (job.on) setTimeout(step, 0);
  };
  setTimeout(step, 0);
  return job;
}
