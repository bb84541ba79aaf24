import { contactRows } from '#libs/contacts';
import { type Database, questionForms, rows, searchWord } from '#libs/platform';

type Put = (value: unknown) => string;

/** A word found in this many places is common: looking at each ticket of the list costs less than gathering its tickets. */
const fewHits = 2_000;

/**
 * The one place that turns a question into tickets: a condition on a tickets row `t`. Every word of the question must be
 * found in the ticket's subject, its messages, or its contact's name and addresses, whole, in whichever of them.
 * @param put adds a parameter and gives its place
 */
export async function searchCondition(database: Database, question: string, put: Put): Promise<string> {
  const forms = questionForms(question);
  const conditions: string[] = [];
  for (const words of forms) conditions.push(await everyWord(database, words, put));
  return conditions.length ? `(${conditions.join(' or ')})` : 'false';
}

/** The rarest word is looked up and its tickets taken, the others are asked of those; only common ones are asked of every ticket. */
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

/** Tickets of a rare word, by the words' indexes. */
const ticketsWith = (word: string) => `t.id in (
  select m.ticket_id from messages m where m.search @@ ${word}
  union select w.ticket_id from ticket_words w where w.words @@ ${word}
  union select of_contact.id from ${contactRows} c join tickets of_contact on of_contact.workspace_id = c.workspace_id and of_contact.contact_id = c.id
    where c.words @@ ${word})`;

/** Whether one ticket has a word, by the keys of its rows. */
const hasWord = (word: string) => `(
  exists (select from messages m where m.workspace_id = t.workspace_id and m.ticket_id = t.id and m.search @@ ${word})
  or exists (select from ticket_words w where w.workspace_id = t.workspace_id and w.ticket_id = t.id and w.words @@ ${word})
  or exists (select from ${contactRows} c where c.workspace_id = t.workspace_id and c.id = t.contact_id and c.words @@ ${word}))`;
