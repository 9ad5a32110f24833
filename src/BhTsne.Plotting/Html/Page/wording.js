// Differences between sets of points in plain words.

// A share, rounded so that only nothing is "0 %" and only all are "100 %".
function percent(count, all) {
  if (count === 0 || all === 0) return "0 %";
  if (count === all) return "100 %";
  const share = 100 * count / all;
  if (share < 0.1) return "under 0.1 %";
  if (share > 99.9) return "over 99.9 %";
  return `${share < 10 || share > 99 ? Math.min(99.9, +share.toFixed(1)) : Math.round(share)} %`;
}

// How many times as common one share is as another.
function timesAsCommon(p, q) {
  if (p === 0 || q === 0) return "";
  const lift = p / q;
  const rounded = +lift.toPrecision(lift < 10 ? 2 : 3);
  if (lift >= 1.95) return `${rounded > 1e6 ? "over a million" : rounded.toLocaleString("en")} times as common`;
  if (lift > 1) return `${percentMore(lift)} more common`;
  return 1 / lift >= 1.95 ? `${(+(1 / lift).toPrecision(2)).toLocaleString("en")} times as rare` : `${percentMore(1 / lift)} less common`;
}

const percentMore = lift => `${Math.max(1, Math.round(100 * (lift - 1)))} %`;

// How a mean compares with another, by the number of standard deviations between them (the bounds are Cohen's).
function amount(d) {
  const size = Math.abs(d), direction = d > 0 ? "higher" : "lower";
  if (size < 0.2) return `hardly ${direction}`;
  if (size < 0.5) return `a little ${direction}`;
  return size < 0.8 ? direction : `much ${direction}`;
}

// A finding as texts: what, the values on both sides with names of the sides, and what that means. All of it is plain text.
function wordFinding(finding, firstName, secondName) {
  const { kind, column, name, first, second, d } = finding;
  if (kind === "number") {
    const what = column.logarithmic ? "geometric mean" : "mean";
    const apart = Number.isFinite(d) ? `${Math.abs(d).toFixed(Math.abs(d) < 10 ? 1 : 0)} standard deviations apart` : "no value is shared";
    return {
      head: `${column.name} is ${amount(d)}`,
      values: `${what} ${+first.mean.toPrecision(3)} in ${firstName}, ${+second.mean.toPrecision(3)} in ${secondName}`,
      note: apart };
  }
  const values = `${percent(first.count, first.points)} of ${firstName}, ${percent(second.count, second.points)} of ${secondName}`;
  const common = timesAsCommon(first.share, second.share);
  if (kind === "missing") return { head: `${column.name} has no value`, values, note: common };
  if (kind === "word") return { head: `“${name}” in ${column.name}`, values, note: common };
  const all = first.count + second.count;
  const [here, everywhere] = [first.count.toLocaleString("en"), all.toLocaleString("en")];
  const part = first.count === all && all > 1 ? `all ${everywhere} of them are here` : `${here} of ${everywhere}`;
  const note = common ? `${common}, ${part}` : first.count === 0 ? "none is here" : part;
  return { head: `${column.name === "labels" ? "label" : column.name}: ${name}`, values, note };
}
