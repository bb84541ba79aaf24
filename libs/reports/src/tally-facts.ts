import { setImmediate as nextTurn } from 'node:timers/promises';
import { type PackedFacts, Tally } from './tally.js';

/** Facts of a channel type by day of UTC, as bytes in base64: see fact-packs.queries.ts. */
export interface Pack {
  channelType: string;
  /** Four bytes for the number of each day, counted from the first, and four for how many facts it has. */
  days: string;
  moments: string;
  response: string;
  resolution: string;
}

export type MeasureName = 'response' | 'resolution';
/** The facts of a time by day and, in the order of their names, by channel type. */
export type Tallies = Record<MeasureName, Tally> & { channelTypes: string[] };

const quarterMs = 900_000;
const quartersOfDay = 96;
/** Facts between two turns of the event loop. */
const atOnce = 20_000;

/**
 * Sorts facts into days, which begin at `starts`; the last of these is the end. Zones begin their days at a quarter
 * hour of UTC. What is outside is left out.
 * @param from the beginning of the first day of UTC of the packs
 */
export async function tallyFacts(packs: Pack[], from: number, starts: number[]): Promise<Tallies> {
  const channelTypes = [...new Set(packs.map(({ channelType }) => channelType))].sort();
  const daysOf = (pack: Pack) => daysOfPack(pack, channelTypes.indexOf(pack.channelType), from, starts);
  const days = packs.flatMap(daysOf);
  const response = new Tally(2, channelTypes.length, starts.length - 1);
  const resolution = new Tally(0, channelTypes.length, starts.length - 1);
  await inTurns(days, (day) => {
    response.count({ ...day, seconds: day.response });
    resolution.count({ ...day, seconds: day.resolution });
  });
  for (const tally of [response, resolution]) tally.reserve();
  await inTurns(days, (day) => {
    response.put({ ...day, seconds: day.response });
    resolution.put({ ...day, seconds: day.resolution });
  });
  return { response, resolution, channelTypes };
}

type Day = Omit<PackedFacts, 'seconds'> & Record<MeasureName, Uint8Array>;

function daysOfPack(pack: Pack, channel: number, from: number, starts: number[]): Day[] {
  const [numbers, moments, response, resolution] = [pack.days, pack.moments, pack.response, pack.resolution].map(
    (text) => Buffer.from(text, 'base64'),
  ) as [Buffer, Buffer, Buffer, Buffer];
  let after = 0;
  return Array.from({ length: numbers.length / 8 }, (_, index) => {
    const dayOf = daysOfQuarters(starts, from + numbers.readInt32BE(index * 8) * quartersOfDay * quarterMs);
    const first = after;
    after += numbers.readInt32BE(index * 8 + 4);
    const part = (bytes: Buffer, each: number) => bytes.subarray(first * each, after * each);
    return { channel, dayOf, moments: part(moments, 2), response: part(response, 4), resolution: part(resolution, 4) };
  });
}

/** The index of the day in which each quarter hour of a day of UTC falls, or -1. */
function daysOfQuarters(starts: number[], from: number): Int32Array {
  // A few days too early, since a zone may have left out one.
  let next = Math.max(0, Math.floor((from - starts[0]!) / (quartersOfDay * quarterMs)) - 2);
  const dayOf = new Int32Array(quartersOfDay);
  for (let quarter = 0; quarter < quartersOfDay; quarter++) {
    while (next < starts.length && starts[next]! <= from + quarter * quarterMs) next++;
    dayOf[quarter] = next === starts.length ? -1 : next - 1;
  }
  return dayOf;
}

async function inTurns(days: Day[], work: (day: Day) => void): Promise<void> {
  let sinceTurn = 0;
  for (const day of days) {
    work(day);
    sinceTurn += day.moments.length / 2;
    if (sinceTurn < atOnce) continue;
    sinceTurn = 0;
    await nextTurn();
  }
}
