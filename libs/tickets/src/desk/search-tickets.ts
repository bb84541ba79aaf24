import { type Database, type SearchTerm, readQuestion, rows } from '#libs/platform';
import { type PlacedWord, hasWord, idsWith, rowsExpected } from './search-tickets.queries.js';
import { mostIds } from './ticket-sources.queries.js';

type Put = (value: unknown) => string;
type Knows = (alias: string) => string;

/** Nest token under which a lib provides words of its own tables by which tickets are found. */
export const CONTRIBUTED_WORDS = Symbol('words by which tickets are found');

export interface ContributedWords {
  /**
   * Returns a select of the ids of the tickets that a word finds in the lib's tables, few of them; null for a word that
   * is none of theirs. `put` adds a parameter and returns its placeholder; `knows` is the condition under which the
   * contact of a row of `ticketRows` may be known.
   */
  ticketsWith(term: SearchTerm, put: Put, knows: Knows): string | null;
}

/** The words of a question, in each form in which it may be written, and in how many rows each is expected. */
export interface Search {
  forms: SearchTerm[][];
  expected: Map<string, number>;
  /** Whether few tickets are expected to be found by the rarest word of each form, or too many to collect any. */
  rarity: 'rare' | 'unsure' | 'common';
  others: ContributedWords | null;
}

/** Up to so many expected ids a word is looked up first, and at all; it takes milliseconds where there are too many. */
const [fewExpected, manyExpected] = [2 * mostIds, 8 * mostIds];
/** A word that no text has: of one that the statistics do not know, as many rows are expected as of this. */
const unknown = `'zqzqzqzqzq':*`;

/** Reads a search query, and asks the planner for its words. */
export async function readSearch(
  database: Database,
  question: string,
  others: ContributedWords | null,
): Promise<Search> {
  const forms = readQuestion(question);
  const expected = await expectedRows(database, [...new Set(forms.flat().map(({ query }) => query))]);
  const rarest = forms.map((terms) => byRows(terms, expected)[0]!);
  return { forms, expected, rarity: await rarityOf(database, rarest, expected), others };
}

async function rarityOf(database: Database, rarest: SearchTerm[], expected: Map<string, number>) {
  const isUpTo = (most: number) => rarest.every(({ query }) => expected.get(query)! <= most);
  if (isUpTo(fewExpected) || (await areUnknown(database, rarest, expected))) return 'rare';
  return isUpTo(manyExpected) ? 'unsure' : 'common';
}

async function expectedRows(database: Database, queries: string[]): Promise<Map<string, number>> {
  if (queries.length === 0) return new Map();
  const found = await rows<{ place: number; rows: number }>(database, rowsExpected, [queries]);
  return new Map(found.map((row) => [queries[row.place - 1]!, row.rows]));
}

/** The rarest first; of words that the statistics do not know, the longest. */
const byRows = (terms: SearchTerm[], expected: Map<string, number>): SearchTerm[] =>
  terms.toSorted((a, b) => expected.get(a.query)! - expected.get(b.query)! || b.word.length - a.word.length);

/** In a large database also of a word that statistics do not know many rows are expected: it is rare all the same. */
async function areUnknown(database: Database, terms: SearchTerm[], expected: Map<string, number>): Promise<boolean> {
  const ofUnknown = (await expectedRows(database, [unknown])).get(unknown)!;
  const lexemes = (query: string) => query.split('|').length;
  return terms.every(({ query }) => expected.get(query)! <= Math.max(fewExpected, 1.2 * ofUnknown * lexemes(query)));
}

/** A search as SQL. */
export interface PlacedSearch {
  /** The condition on a tickets row `t`. */
  condition: string;
  /** A select of the ids of those tickets, and of more. */
  ids: string;
}

/**
 * Turns a search into SQL; the only place that does. Each word must be found in the ticket's subject, its messages, its
 * number, what other libs keep of it, or its contact's name and addresses; of a contact who may not be known yet, in
 * the address that the ticket was written to and the name that they gave there.
 * @param put adds a parameter and returns its placeholder
 * @param knows the condition under which the contact of a row may be known
 */
export function placeSearch(search: Search, put: Put, knows: Knows): PlacedSearch {
  const { forms, expected, others } = search;
  if (forms.length === 0) return { condition: 'false', ids: 'select id from tickets where false' };
  const place = (term: SearchTerm): PlacedWord => ({
    ...placeTerm(term, put),
    elsewhere: others?.ticketsWith(term, put, knows) ?? null,
    knows,
  });
  const placed = forms.map((terms) => byRows(terms, expected).map(place));
  return {
    condition: `(${placed.map((words) => `(${words.map(hasWord).join(' and ')})`).join(' or ')})`,
    ids: placed.map(([rarest]) => idsWith(rarest!)).join(' union all '),
  };
}

function placeTerm({ word, isPrefix, query }: SearchTerm, put: Put) {
  const text = put(word);
  return {
    query: `${put(query)}::tsquery`,
    matches: (part: string) => (isPrefix ? `starts_with(${part}, ${text})` : `${part} = ${text}`),
    number: /^[1-9]\d{0,8}$/.test(word) ? `${put(Number(word))}::int` : null,
  };
}
