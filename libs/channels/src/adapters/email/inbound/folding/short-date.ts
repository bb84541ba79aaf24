import { citedTo, onWords, pronouns, wroteVerbs } from './quote-words.js';
import { either } from './mail-line.js';

/** The languages whose names of months and days programs write above a quote. */
const languages =
  'en de fr es pt it nl sv da nb fi pl cs sk hu ro ru uk bg el tr id vi he ar hr sl sr lt lv et ca th hi fa ms'.split(
    ' ',
  );
const numeric =
  /^(?:\d{1,2}(?:st|nd|rd|th|er|º|ª)?|\d{1,2}[./-]\d{1,2}|\d{1,2}[:.h]\d{2}(?:[ap]m)?|\d{1,2}[月월](?:\d{1,2}[日일])?|\d{1,2}[日일]|(?:[上下]午|오전|오후)?\d{1,2}[:点點시]\d{2}분?)$/u;
const dayAndMonth = /^\d{1,2}[./-]\d{1,2}$|^\d{1,2}[月월]/u;
/** Besides the words of the day itself. */
const between =
  'um uhr at à a as às las la alle ore om kl kl. klo kello o ob v в saat tarihinde de del den der lúc pukul pm am h 上午 下午 오전 오후 オ'.split(
    ' ',
  );
/** A person who cites by hand calls others so, and no program does. */
const titles = new Set([
  ...pronouns,
  ...citedTo,
  ...'frau herr mr mrs ms miss mme madame monsieur señor señora sr sra signor signora pan pani die der das the eure unsere unser notre your our'.split(
    ' ',
  ),
]);
const verb = either(wroteVerbs);
const verbFirst = new RegExp(String.raw`^(?:${verb})\s(.{2,50})$`, 'iu');
const verbLast = new RegExp(String.raw`^(.{2,50}?)[,،，]?\s?(?:${verb})$`, 'iu');
let known: { months: Set<string>; others: Set<string> } | undefined;

/**
 * The author in a line such as "Am 3. Mai schrieb Anna Huber:", whose date has no year and which names no address;
 * undefined where the line has other words too.
 */
export function authorAfterShortDate(text: string): string | undefined {
  if (!/[:：]$/u.test(text) || /^\p{Ll}/u.test(text)) return undefined;
  const words = text
    .slice(0, -1)
    .trim()
    .split(/[\s,،，]+/u);
  const first = words.findIndex((word) => !isOfDate(word));
  const day = words.slice(0, Math.max(first, 0));
  const isDay = day.some((word) => dayAndMonth.test(bare(word))) || (day.some(isMonth) && day.some(hasDigit));
  if (!isDay) return undefined;
  const rest = words.slice(first).join(' ');
  const name = verbFirst.exec(rest)?.[1] ?? verbLast.exec(rest)?.[1];
  return name === undefined || name.split(' ').some((word) => titles.has(bare(word))) ? undefined : name;
}

const bare = (word: string): string => word.toLowerCase().replace(/^[([]|[.)\]]+$/gu, '');
const hasDigit = (word: string): boolean => /\d/.test(word);
const isMonth = (word: string): boolean => names().months.has(bare(word));
const isOfDate = (word: string): boolean =>
  numeric.test(bare(word)) || names().months.has(bare(word)) || names().others.has(bare(word));

/** Taken from the tables of the runtime, when they are needed first. */
function names() {
  if (known) return known;
  const months = new Set<string>();
  const others = new Set([...between, ...onWords.flatMap((word) => word.split(' '))]);
  for (const language of languages)
    for (const width of ['long', 'short'] as const) {
      const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: width, weekday: width, timeZone: 'UTC' });
      for (let i = 0; i < 12; i++)
        for (const { type, value } of day.formatToParts(Date.UTC(2026, i, i + 1)))
          if (type === 'month' || type === 'weekday')
            for (const word of value.split(' ')) (type === 'month' ? months : others).add(bare(word));
    }
  known = { months, others };
  return known;
}
