import { contactRows } from '#libs/contacts';
import { type Database, questionForms, rows, searchWord } from '#libs/platform';

type Put = (value: unknown) => string;

/**
 * A word with more matches than this is common: checking each ticket of the list then costs less than collecting the
 * word's tickets.
 */
const fewHits = 2_000;

/**
 * Turns a search query into a condition on a tickets row `t`; the only place that does. Each word must be found, whole,
 * in the ticket's subject, its messages, or its contact's name and addresses.
 * @param put adds a parameter and returns its placeholder
 */
export async function searchCondition(database: Database, question: string, put: Put): Promise<string> {
  const forms = questionForms(question);
  if (forms.length === 0) return 'false';
  const hits = await countHitsOf(database, [...new Set(forms.flat())]);
  return `(${forms.map((words) => everyWord(words, hits, put)).join(' or ')})`;
}

/**
 * Collects the tickets of the rarest word and checks the others on those. If all are common, checks them on each ticket
 * of the list.
 */
function everyWord(words: string[], hits: Map<string, number>, put: Put): string {
  const [rarest, ...others] = words.toSorted((a, b) => hits.get(a)! - hits.get(b)!);
  const isRare = hits.get(rarest!)! < fewHits;
  const first = (isRare ? ticketsWith : hasWord)(placeOf(rarest!, put));
  return `(${[first, ...others.map((word) => hasWord(placeOf(word, put)))].join(' and ')})`;
}

const placeOf = (word: string, put: Put) => `${put(searchWord(word))}::tsquery`;

/** How often each word is found; those above `fewHits` are not counted to their end. */
async function countHitsOf(database: Database, words: string[]): Promise<Map<string, number>> {
  const found = await rows<{ place: number; hits: number }>(database, countHits, [words.map(searchWord)]);
  return new Map(found.map(({ place, hits }) => [words[place - 1]!, hits]));
}

const countHits = `
  select word.place::int as place,
    (select count(*) from (select 1 from messages where search @@ word.query::tsquery limit ${fewHits}) m)::int
    + (select count(*) from (select 1 from ticket_words where words @@ word.query::tsquery limit ${fewHits}) w)::int
    + (select count(*) from (
        select 1 from ${contactRows} c join tickets t on t.workspace_id = c.workspace_id and t.contact_id = c.id
        where c.words @@ word.query::tsquery limit ${fewHits}) c)::int as hits
  from unnest($1::text[]) with ordinality as word (query, place)`;

/** Tickets with a rare word, found by the indexes of words. */
const ticketsWith = (word: string) => `t.id in (
  select m.ticket_id from messages m where m.search @@ ${word}
  union select w.ticket_id from ticket_words w where w.words @@ ${word}
  union select of_contact.id from ${contactRows} c join tickets of_contact on of_contact.workspace_id = c.workspace_id and of_contact.contact_id = c.id
    where c.words @@ ${word})`;

/** Whether one ticket has a word, found by the keys of its rows. */
const hasWord = (word: string) => `(
  exists (select from messages m where m.workspace_id = t.workspace_id and m.ticket_id = t.id and m.search @@ ${word})
  or exists (select from ticket_words w where w.workspace_id = t.workspace_id and w.ticket_id = t.id and w.words @@ ${word})
  or exists (select from ${contactRows} c where c.workspace_id = t.workspace_id and c.id = t.contact_id and c.words @@ ${word}))`;
