import type { ContributedWords } from '#libs/tickets';
import { ticketsOfOrders } from './search-orders.queries.js';

/** Of fewer signs a number is not looked for, or only as a whole. */
const [fewest, fewestOfPart] = [3, 4];
const last = '\u{10ffff}';

/** Finds tickets by the numbers of their orders and parcels, or the beginnings of these. */
export const searchByOrders: ContributedWords = {
  ticketsWith({ word }, put, knows) {
    if (word.length < fewest || !/\d/.test(word)) return null;
    const isKey =
      word.length < fewestOfPart ? `k.key = ${put(word)}` : `k.key >= ${put(word)} and k.key < ${put(word + last)}`;
    return ticketsOfOrders(isKey, knows);
  },
};
