import { setImmediate as nextTurn } from 'node:timers/promises';
import { Seconds } from './seconds.js';

/** Facts of a day of UTC and a channel type: see fact-packs.queries.ts. */
export interface Pack {
  day: string;
  channelType: string;
  moments: Buffer;
  response: Buffer;
  resolution: Buffer;
}

/** One measure of some tickets. */
export class Tally {
  readonly seconds = new Seconds();
  tickets = 0;
  kept = 0;
  late = 0;

  /** @param late 0 in time, 1 late, 2 open or without a target */
  note(seconds: number, late: number): void {
    this.tickets++;
    if (seconds >= 0) this.seconds.push(seconds);
    if (late === 0) this.kept++;
    else if (late === 1) this.late++;
  }

  add({ seconds, tickets, kept, late }: Tally): void {
    this.seconds.append(seconds);
    this.tickets += tickets;
    this.kept += kept;
    this.late += late;
  }
}

/** One measure of a period, by its days and by channel type. */
export interface PeriodTally {
  days: Tally[];
  channels: Map<string, Tally>;
}

export type MeasureName = 'response' | 'resolution';
type BothPeriods = Record<'current' | 'previous', PeriodTally>;
export type Tallies = Record<MeasureName, BothPeriods>;

const measures: MeasureName[] = ['response', 'resolution'];
const quarterMs = 900_000;
const quartersOfDay = 96;
/** Facts between two turns of the event loop. */
const atOnce = 20_000;

/**
 * Sorts facts into the days of a period and as many before it, which begin at `starts`; the last is the end. Zones
 * begin their days at a quarter hour of UTC. What is outside is left out.
 */
export async function tallyFacts(packs: Pack[], starts: number[]): Promise<Tallies> {
  const days = (starts.length - 1) / 2;
  const both = (): BothPeriods => ({ current: empty(days), previous: empty(days) });
  const tallies: Tallies = { response: both(), resolution: both() };
  let sinceTurn = 0;
  for (const pack of packs) {
    const dayOf = daysOfQuarters(starts, Date.parse(pack.day));
    for (const measure of measures) tallyPack(tallies[measure], measure, pack, dayOf);
    sinceTurn += pack.moments.length / 2;
    if (sinceTurn < atOnce) continue;
    sinceTurn = 0;
    await nextTurn();
  }
  return tallies;
}

/** All channels together. */
export function totalOf({ channels }: PeriodTally): Tally {
  const total = new Tally();
  for (const tally of channels.values()) total.add(tally);
  return total;
}

const empty = (days: number): PeriodTally => ({
  days: Array.from({ length: days }, () => new Tally()),
  channels: new Map(),
});

/** The index of the day in which each quarter hour of a day of UTC falls, or -1. */
function daysOfQuarters(starts: number[], from: number): number[] {
  // A few days too early, since a zone may have left out one.
  let next = Math.max(0, Math.floor((from - starts[0]!) / (quartersOfDay * quarterMs)) - 2);
  return Array.from({ length: quartersOfDay }, (_, quarter) => {
    while (next < starts.length && starts[next]! <= from + quarter * quarterMs) next++;
    return next === starts.length ? -1 : next - 1;
  });
}

function tallyPack(periods: BothPeriods, measure: MeasureName, pack: Pack, dayOf: number[]) {
  const shift = measure === 'response' ? 2 : 0;
  const places = placesOf(periods, pack.channelType, dayOf);
  const moments = viewOf(pack.moments);
  const seconds = viewOf(pack[measure]);
  for (let index = 0; index * 2 < moments.byteLength; index++) {
    const moment = moments.getInt16(index * 2);
    const place = places[moment >> 4];
    if (!place) continue;
    const late = (moment >> shift) & 3;
    place.day.note(seconds.getInt32(index * 4), late);
    place.channel.note(seconds.getInt32(index * 4), late);
  }
}

/** What counts the facts of each quarter hour. */
function placesOf({ previous, current }: BothPeriods, channelType: string, dayOf: number[]) {
  const known = new Map<number, { day: Tally; channel: Tally } | null>([[-1, null]]);
  return dayOf.map((day) => {
    if (!known.has(day)) {
      const index = day - previous.days.length;
      const { days, channels } = index < 0 ? previous : current;
      if (!channels.has(channelType)) channels.set(channelType, new Tally());
      known.set(day, { day: days[index < 0 ? day : index]!, channel: channels.get(channelType)! });
    }
    return known.get(day)!;
  });
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer) => new DataView(buffer, byteOffset, byteLength);
