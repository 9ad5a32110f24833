// Sets of points, as bytes: 1 for a point that belongs to the set.

// How a set that was found changes the one before.
const combinations = {
  replace: (before, found) => found,
  add: (before, found) => before | found,
  subtract: (before, found) => before & ~found,
  intersect: (before, found) => before & found,
};

function combineSets(before, found, how) {
  const combine = combinations[how], result = new Uint8Array(before.length);
  for (let i = 0; i < result.length; i++) result[i] = combine(before[i], found[i]) & 1;
  return result;
}

// The points of a set that are not in another one.
const invertSet = (set, all) => combineSets(all, set, "subtract");

function countSet(set) {
  let sum = 0;
  for (let i = 0; i < set.length; i++) sum += set[i];
  return sum;
}

function setOf(length, members) {
  const set = new Uint8Array(length);
  for (const i of members) set[i] = 1;
  return set;
}

function membersOf(set) {
  const members = [];
  for (let i = 0; i < set.length; i++) if (set[i]) members.push(i);
  return members;
}
