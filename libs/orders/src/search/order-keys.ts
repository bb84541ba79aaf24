import { type Tx, foldText } from '#libs/platform';
import type { Parcel } from '../parcels.js';
import { writeKeys } from './search-orders.queries.js';

const longest = 60;
const behindLetters = /^\p{L}+(\d{3,})$/u;

const keyOf = (number: string): string =>
  foldText(number)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, longest);

/**
 * What an order is looked for by: its number and those of its parcels without separators, and the digits of a number
 * such as HH-48213.
 */
export function keysOfOrder(number: string, trackingNumbers: string[]): string[] {
  const key = keyOf(number);
  const digits = behindLetters.exec(key)?.[1];
  return [...new Set([key, ...(digits ? [digits] : []), ...trackingNumbers.map(keyOf)])].filter(Boolean);
}

/** The keys under which orders with these numbers are stored; those of before keep accents. */
export const keysOfNumbers = (numbers: string[]): string[] => [
  ...new Set(numbers.flatMap((number) => [keyOf(number), number.toLowerCase().slice(0, longest)])),
];

/** Stores what an order is looked for by. */
export async function writeOrderKeys(tx: Tx, orderId: string, number: string, parcels: Parcel[]): Promise<void> {
  const tracking = parcels.flatMap((parcel) => parcel.tracking.flatMap((each) => each.number ?? []));
  await tx.query(writeKeys, [orderId, keysOfOrder(number, tracking)]);
}
