const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
const maxText = 20_000;
const maxWord = 60;

/**
 * The version of stored words. Raise it when `searchWords` returns other words for the same text: a background job
 * rewrites rows of older versions, and until then a query tries each form of `questionForms`.
 * Version 1 stored the subject with the words of a ticket's first message, and had no words of contacts.
 */
export const wordsVersion = 2;

/**
 * The words by which a text is found: whole words in scripts with spaces; in scripts without spaces pairs of adjacent
 * characters, so that no word boundaries are needed.
 */
export function searchWords(text: string): string[] {
  const words = new Set<string>();
  for (const run of runs(text.slice(0, maxText).normalize('NFKC').toLowerCase())) {
    if (cjk.test(run)) addPairs(run, words);
    else words.add(run.slice(0, maxWord));
  }
  return [...words];
}

/** A tsvector literal of a text's words. */
export const searchVector = (text: string): string => searchWords(text).map(quote).join(' ');

/** A tsquery for one word. */
export const searchWord = quote;

function* runs(text: string): Generator<string> {
  // Most text is ASCII or Latin, and needs no word segmentation.
  for (const part of text.split(/[^\p{L}\p{N}\p{M}_]+/u)) {
    if (!part) continue;
    if (cjk.test(part)) yield* splitByScript(part);
    else yield part;
  }
}

function* splitByScript(part: string): Generator<string> {
  let run = '';
  let runIsCjk: boolean | null = null;
  for (const { segment } of segmenter.segment(part)) {
    const isCjk = cjk.test(segment);
    if (run && isCjk !== runIsCjk) {
      yield run;
      run = '';
    }
    run += segment;
    runIsCjk = isCjk;
  }
  if (run) yield run;
}

function addPairs(run: string, words: Set<string>) {
  const characters = [...run];
  if (characters.length === 1) words.add(run);
  for (let i = 0; i + 1 < characters.length; i++) words.add(`${characters[i]}${characters[i + 1]}`);
}

function quote(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

const mostWords = 12;
const phone = /(?:\+|\b00)?\(?\d[\d\s()./-]{5,}\d/g;

/**
 * The forms in which a query is tried, each a list of words that must all match; empty when the query has no words. A
 * number with spaces is tried as written and as one number, as contacts' phones are stored.
 */
export function questionForms(question: string): string[][] {
  const text = question.slice(0, 200);
  const asOneNumber = text.replace(phone, (number) => number.replace(/^\+|^00|\D/g, ''));
  const forms = [...new Set([text, asOneNumber])].map((form) => searchWords(form).slice(0, mostWords));
  return forms.filter((words) => words.length > 0);
}
