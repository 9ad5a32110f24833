// Histograms of number columns.

// The interval that a column's bars cover, and how a value is placed in it: outside of the scale's ends belongs to the end bars.
function histogramAxis(column, bins) {
  const { minimum, maximum, logarithmic } = column, wide = maximum > minimum;
  const from = logarithmic ? Math.log(minimum) : minimum, to = logarithmic ? Math.log(maximum) : maximum;
  const step = wide ? (to / bins - from / bins) : 0;
  return {
    bins: wide ? bins : 1,
    // The number of the bar of a value, -1 for none.
    barOf(value) {
      if (Number.isNaN(value)) return -1;
      if (!wide || value <= minimum) return 0;
      if (value >= maximum) return bins - 1;
      return Math.max(0, Math.min(bins - 1, Math.floor(((logarithmic ? Math.log(value) : value) - from) / step)));
    },
    // The value at an edge between bars; edge 0 is the lower end.
    edge(e) {
      if (e <= 0) return minimum;
      if (e >= this.bins) return maximum;
      return logarithmic ? Math.exp(from + step * e) : from + step * e;
    },
  };
}

// For each point the number of its bar, 255 for none: counting again after a change of the points that are shown is then quick.
function barsOf(values, axis) {
  const bars = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const bar = axis.barOf(values[i]);
    bars[i] = bar < 0 ? 255 : bar;
  }
  return bars;
}

// How many points each bar has: all of them, or those of a set.
function countBars(bars, bins, set) {
  const counts = new Uint32Array(256);
  if (set) for (let i = 0; i < bars.length; i++) counts[bars[i]] += set[i];
  else for (let i = 0; i < bars.length; i++) counts[bars[i]]++;
  return counts.subarray(0, bins);
}
