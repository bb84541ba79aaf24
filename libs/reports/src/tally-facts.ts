import { setImmediate as nextTurn } from 'node:timers/promises';
import { Seconds, percentilesOf } from './seconds.js';

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
}

/** The figures of some tallies together. */
export function figuresOf(tallies: Tally[]) {
  const lists = tallies.map(({ seconds }) => seconds.values);
  const [p50, p90] = percentilesOf(lists, [0.5, 0.9]) as [number | null, number | null];
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  return {
    tickets: sum(({ tickets }) => tickets),
    times: { n: sum(({ seconds }) => seconds.values.length), p50, p90 },
    kept: sum(({ kept }) => kept),
    late: sum(({ late }) => late),
  };
}
export type TalliedFigures = ReturnType<typeof figuresOf>;

export type MeasureName = 'response' | 'resolution';
/** Of each channel type a tally for each day. */
export type DaysOfChannels = Map<string, Tally[]>;

const measures: MeasureName[] = ['response', 'resolution'];
const quarterMs = 900_000;
const quartersOfDay = 96;
/** Room for a part of a day that is busier than the rest. */
const slack = 1.3;
/** Facts between two turns of the event loop. */
const atOnce = 20_000;

/**
 * Sorts facts into days, which begin at `starts`; the last of these is the end. Zones begin their days at a quarter
 * hour of UTC. What is outside is left out.
 */
export async function tallyFacts(packs: Pack[], starts: number[]): Promise<Record<MeasureName, DaysOfChannels>> {
  const tallies: Record<MeasureName, DaysOfChannels> = { response: new Map(), resolution: new Map() };
  let sinceTurn = 0;
  for (const pack of packs) {
    const dayOf = daysOfQuarters(starts, Date.parse(pack.day));
    for (const measure of measures) {
      const days = daysOfChannel(tallies[measure], pack.channelType, starts.length - 1);
      tallyPack(pack, measure, dayOf, days);
    }
    sinceTurn += pack.moments.length / 2;
    if (sinceTurn < atOnce) continue;
    sinceTurn = 0;
    await nextTurn();
  }
  return tallies;
}

/** The index of the day in which each quarter hour of a day of UTC falls, or -1. */
function daysOfQuarters(starts: number[], from: number): number[] {
  // A few days too early, since a zone may have left out one.
  let next = Math.max(0, Math.floor((from - starts[0]!) / (quartersOfDay * quarterMs)) - 2);
  return Array.from({ length: quartersOfDay }, (_, quarter) => {
    while (next < starts.length && starts[next]! <= from + quarter * quarterMs) next++;
    return next === starts.length ? -1 : next - 1;
  });
}

function daysOfChannel(tallies: DaysOfChannels, channelType: string, days: number): Tally[] {
  if (!tallies.has(channelType))
    tallies.set(
      channelType,
      Array.from({ length: days }, () => new Tally()),
    );
  return tallies.get(channelType)!;
}

function tallyPack(pack: Pack, measure: MeasureName, dayOf: number[], days: Tally[]) {
  const shift = measure === 'response' ? 2 : 0;
  const tallyOf = dayOf.map((day) => days[day]);
  for (const tally of new Set(tallyOf)) {
    const share = tallyOf.filter((each) => each === tally).length / quartersOfDay;
    tally?.seconds.expect(Math.ceil((pack.moments.length / 2) * share * slack));
  }
  const moments = viewOf(pack.moments);
  const seconds = viewOf(pack[measure]);
  for (let index = 0; index * 2 < moments.byteLength; index++) {
    const moment = moments.getInt16(index * 2);
    tallyOf[moment >> 4]?.note(seconds.getInt32(index * 4), (moment >> shift) & 3);
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer) => new DataView(buffer, byteOffset, byteLength);
