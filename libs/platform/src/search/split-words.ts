const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
const notAscii = /[^\x00-\x7f]/;
const maxWord = 60;

/**
 * The words of a text that is folded: whole words in scripts with spaces; in scripts without spaces pairs of adjacent
 * characters, so that no word boundaries are needed.
 */
export function splitWords(folded: string): Set<string> {
  const words = new Set<string>();
  // Most text is ASCII or Latin, and needs no word segmentation.
  const isPlain = !notAscii.test(folded);
  for (const part of folded.split(isPlain ? /[^a-z0-9]+/ : /[^\p{L}\p{N}\p{M}]+/u)) {
    if (!part) continue;
    if (!isPlain && cjk.test(part)) splitByScript(part, words);
    else words.add(part.slice(0, maxWord));
  }
  return words;
}

function splitByScript(part: string, words: Set<string>) {
  for (const { run, isCjk } of runsOf(part)) {
    if (isCjk) addPairs(run, words);
    else words.add(run.slice(0, maxWord));
  }
}

function* runsOf(part: string): Generator<{ run: string; isCjk: boolean }> {
  let [run, isCjk] = ['', false];
  for (const { segment } of segmenter.segment(part)) {
    const is = cjk.test(segment);
    if (run && is !== isCjk) {
      yield { run, isCjk };
      run = '';
    }
    run += segment;
    isCjk = is;
  }
  if (run) yield { run, isCjk };
}

function addPairs(run: string, words: Set<string>) {
  const characters = [...run];
  if (characters.length === 1) words.add(run);
  for (let i = 0; i + 1 < characters.length; i++) words.add(`${characters[i]}${characters[i + 1]}`);
}
