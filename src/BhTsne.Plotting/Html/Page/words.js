// Words of texts: which word occurs in which text.

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;

// The distinct words of a text in small letters. Numbers alone, and single letters, say little.
function wordsOf(text) {
  const words = new Set();
  for (const [word] of text.toLowerCase().matchAll(wordPattern)) if (word.length > 1 && /\p{L}/u.test(word)) words.add(word);
  return words;
}

// Collects texts one after another; index() then gives { words, offsets, entries }: the words of text i are those with the numbers
// entries[offsets[i]] ... entries[offsets[i + 1] - 1].
function wordIndex(length) {
  const numbers = new Map(), words = [], offsets = new Uint32Array(length + 1);
  let entries = new Uint32Array(1024), used = 0, texts = 0;
  return {
    add(text) {
      for (const word of wordsOf(text)) {
        let n = numbers.get(word);
        if (n === undefined) {
          n = words.length;
          numbers.set(word, n);
          words.push(word);
        }
        if (used === entries.length) {
          const longer = new Uint32Array(2 * used);
          longer.set(entries);
          entries = longer;
        }
        entries[used++] = n;
      }
      offsets[++texts] = used;
    },
    index: () => ({ words, offsets, entries: entries.subarray(0, used) }),
  };
}

// What kind of texts a sample is: "words" where a text is a word or a few that hardly repeat, "sentences" where words of several texts are
// the same ones, null where the texts are numbers or codes.
function kindOfTexts(texts) {
  const occurrences = new Map();
  let lettered = 0, total = 0;
  for (const text of texts) {
    const words = wordsOf(text);
    if ([...words].some(word => /^[\p{L}\p{M}'’]{2,}$/u.test(word)) && !/\d/.test(text)) lettered++;
    for (const word of words) {
      total++;
      occurrences.set(word, (occurrences.get(word) ?? 0) + 1);
    }
  }
  if (texts.length === 0 || lettered < 0.5 * texts.length) {
    const repeated = [...occurrences].filter(([word, n]) => n > 1 && n < 0.5 * texts.length && /^[\p{L}\p{M}'’]{2,}$/u.test(word)).length;
    return repeated >= 5 ? "sentences" : null;
  }
  return occurrences.size > 0.7 * total && total < 2 * texts.length ? "words" : "sentences";
}
