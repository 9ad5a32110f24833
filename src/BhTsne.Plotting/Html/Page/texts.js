// The columns of texts, the ids among them, and their words, which are collected when they are first needed.

const idColumn = ids ? { name: "id", description: "", kind: "texts", texts: ids } : null;
const textColumns = [...(idColumn ? [idColumn] : []), ...columns.filter(column => column.kind === "texts")];
const wordIndexes = new Map(), textKinds = new Map();

// "words", "sentences" or null (words.js), from a sample.
function kindOfColumn(column) {
  if (!textKinds.has(column)) textKinds.set(column, kindOfTexts(Array.from(order.subarray(0, 1000), i => column.texts[i])));
  return textKinds.get(column);
}

// Goes through the texts of a column, a few thousand for each step of the generator, and returns the index of its words.
function* indexWords(column) {
  if (!wordIndexes.has(column)) {
    const collected = wordIndex(count);
    for (let i = 0; i < count; i++) {
      collected.add(column.texts[i]);
      if (i % 4000 === 0) yield;
    }
    wordIndexes.set(column, collected.index());
  }
  return wordIndexes.get(column);
}
