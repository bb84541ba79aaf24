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
  const conditions: string[] = [];
  for (const words of forms) conditions.push(await everyWord(database, words, put));
  return conditions.length ? `(${conditions.join(' or ')})` : 'false';
}

/**
 * Collects the tickets of the rarest word and checks the others on those. If all are common, checks them on each ticket
 * of the list.
 */
async function everyWord(database: Database, words: string[], put: Put): Promise<string> {
  const counted: { word: string; hits: number }[] = [];
  for (const word of words) counted.push({ word, hits: await hitsOf(database, word) });
  const [rarest, ...others] = counted.sort((a, b) => a.hits - b.hits);
  const first = rarest!.hits < fewHits ? ticketsWith(placeOf(rarest!.word, put)) : hasWord(placeOf(rarest!.word, put));
  return `(${[first, ...others.map(({ word }) => hasWord(placeOf(word, put)))].join(' and ')})`;
}

const placeOf = (word: string, put: Put) => `${put(searchWord(word))}::tsquery`;

async function hitsOf(database: Database, word: string): Promise<number> {
  const [found] = await rows<{ hits: number }>(database, countHits, [searchWord(word)]);
  return found!.hits;
}

const countHits = `
  select (select count(*) from (select 1 from messages where search @@ $1::tsquery limit ${fewHits}) m)::int
    + (select count(*) from (select 1 from ticket_words where words @@ $1::tsquery limit ${fewHits}) w)::int
    + (select count(*) from (
        select 1 from ${contactRows} c join tickets t on t.workspace_id = c.workspace_id and t.contact_id = c.id
        where c.words @@ $1::tsquery limit ${fewHits}) c)::int as hits`;

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
