import { contactRows } from '#libs/contacts';
import { ownNameIn } from '../core/known-contact.queries.js';
import { mostIds } from './ticket-sources.queries.js';

/** How many rows the planner expects of each word: it decides what is tried first, nothing else. Parameter: words. */
export const rowsExpected = `
  select word.place::int as place, waypost_search.rows_expected(word.query::tsquery) as rows
  from unnest($1::text[]) with ordinality as word (query, place)`;

/** A word of a question, as SQL. */
export interface PlacedWord {
  /** As a tsquery. */
  query: string;
  /** As a condition on a text in lower case. */
  matches: (part: string) => string;
  /** As the number of a ticket; null for a word that is none. */
  number: string | null;
  /** A select of the ids of few tickets that it finds in tables of other libs; null when there are none of it. */
  elsewhere: string | null;
  /** Whether the contact of a tickets row may be known. */
  knows: (alias: string) => string;
}

/** Whether a contact's words may count for a tickets row: the contact is known, or the ticket itself shows the word. */
const counts = ({ matches, knows }: PlacedWord, alias: string) =>
  `(${knows(alias)} or exists (select from regexp_split_to_table(lower(concat_ws(' ', ${alias}.recipient_value, ${ownNameIn(alias)})), '[^[:alnum:]]+') part where ${matches('part')}))`;

const joined = (parts: (string | null)[], by: string): string => parts.filter(Boolean).join(by);

/**
 * Ids of the tickets with a word, and of more: they are found by functions that see through row-level security, which
 * keeps `@@` from every index, and each is checked by `hasWord` under the policies.
 */
export const idsWith = ({ query, number, elsewhere }: PlacedWord): string =>
  joined(
    [
      `select w.id from waypost_search.tickets_with(${query}, ${mostIds + 1}) w (id)`,
      number && `select numbered.id from tickets numbered where numbered.number = ${number}`,
      elsewhere,
    ],
    ' union all ',
  );

/**
 * Whether a tickets row `t` has a word, found by the keys of its rows. `offset 0` keeps each probe one: the planner
 * would otherwise read all rows with the word, for a list of some thousand tickets.
 */
export const hasWord = (word: PlacedWord): string =>
  `(${joined(
    [
      `exists (select from messages m where m.workspace_id = t.workspace_id and m.ticket_id = t.id and m.search @@ ${word.query} offset 0)`,
      `exists (select from ticket_words w where w.workspace_id = t.workspace_id and w.ticket_id = t.id and w.words @@ ${word.query} offset 0)`,
      `exists (select from ${contactRows} c where c.workspace_id = t.workspace_id and c.id = t.contact_id and c.words @@ ${word.query} and ${counts(word, 't')} offset 0)`,
      word.number && `t.number = ${word.number}`,
      word.elsewhere && `t.id in (${word.elsewhere})`,
    ],
    ' or ',
  )})`;
