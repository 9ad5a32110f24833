// Which points the filters show. A filter belongs to a column: codes of categories that are hidden, or a range of numbers.

// filters: { column, hidden: [code, ...] } or { column, low, high, missing }: values from low to below high, as the bars of a
// histogram have them, with null for an end that is open; missing: whether points without a value are shown. Returns 1 for each point
// that all of them show.
function shownBy(columns, filters, length) {
  const shown = new Uint8Array(length).fill(1);
  for (const filter of filters) {
    const column = columns[filter.column];
    if (filter.hidden) {
      const show = new Uint8Array(column.categories.length).fill(1);
      for (const code of filter.hidden) show[code] = 0;
      for (let i = 0; i < length; i++) shown[i] &= show[column.codes[i]];
    } else {
      const low = filter.low ?? -Infinity, high = filter.high ?? Infinity, missing = filter.missing ? 1 : 0, values = column.values;
      for (let i = 0; i < length; i++) {
        const value = values[i];
        shown[i] &= value >= low && (value < high || high === Infinity) ? 1 : value !== value ? missing : 0;
      }
    }
  }
  return shown;
}
