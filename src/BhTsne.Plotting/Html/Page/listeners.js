// Functions that are called after a change.

function listeners() {
  const all = [];
  return { add: listener => { all.push(listener); }, call: (...values) => { for (const listener of all) listener(...values); } };
}
