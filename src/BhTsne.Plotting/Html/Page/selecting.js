// Selects points of a source, and says how many.

function selectSource(source, how) {
  selection.combine(sourcePoints(source, filter.visible), how, source);
}

const selectionLine = () => {
  if (selection.count === 0) return "Nothing is selected.";
  const hidden = countSet(combineSets(selection.points, filter.visible, "subtract"));
  return `${pointsText(selection.count)} selected, ${percent(selection.count, count)} of all`
    + (hidden > 0 ? `; ${thousands(hidden)} of them hidden by filters` : "") + ".";
};

const pointsText = n => (n === 1 ? "1 point" : `${thousands(n)} points`);

selection.onChange(() => {
  recolor();
  say(selectionLine());
});
filter.onChange(() => {
  legend.rows?.refresh();
  recolor();
  say(`${thousands(filter.shown)} of ${pointsText(count)} shown.`);
});
