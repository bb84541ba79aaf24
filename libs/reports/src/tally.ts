import { Seconds, percentilesOf } from './seconds.js';

/** Facts of a day of UTC and a channel, as bytes: see fact-packs.queries.ts. */
export interface PackedFacts {
  channel: number;
  /** Of each quarter hour of it the day in which it falls, or -1. */
  dayOf: Int32Array;
  /** Two bytes of each fact. */
  moments: Uint8Array;
  /** Four bytes of each. */
  seconds: Uint8Array;
}

/** Facts of some days together. */
export interface TalliedFigures {
  tickets: number;
  times: { n: number; p50: number | null; p90: number | null };
  kept: number;
  late: number;
}

const shares = [0.5, 0.9];
/** In time, late, open or without a target. */
const latenesses = 4;

/**
 * A measure by channel and day. A place is a day of a channel; the places of a channel follow each other, the first of
 * them takes what belongs to no day. All seconds are in one list in the order of places, so that a period is a part of
 * it. Facts are given twice: they are counted first, so that the list is made as long as is needed.
 */
export class Tally {
  private readonly places: number;
  private readonly lateness: Int32Array;
  private readonly starts: Int32Array;
  private next = new Int32Array(0);
  private seconds = new Int32Array(0);

  /** @param shift which two bits of a moment say whether the measure was in time */
  constructor(
    private readonly shift: number,
    private readonly channels: number,
    private readonly days: number,
  ) {
    this.places = channels * (days + 1);
    this.lateness = new Int32Array(this.places * latenesses);
    this.starts = new Int32Array(this.places + 1);
  }

  count({ channel, dayOf, moments, seconds }: PackedFacts): void {
    const { lateness, starts, shift } = this;
    const first = this.placeOf(channel, 0);
    const facts = moments.length / 2;
    for (let index = 0; index < facts; index++) {
      const moment = (moments[index * 2]! << 8) | moments[index * 2 + 1]!;
      const place = first + dayOf[moment >> 4]!;
      lateness[place * latenesses + ((moment >> shift) & 3)]!++;
      // What is not done has -1 seconds.
      if (seconds[index * 4]! < 128) starts[place + 1]!++;
    }
  }

  /** Makes room for what was counted. */
  reserve(): void {
    for (let place = 0; place < this.places; place++) this.starts[place + 1]! += this.starts[place]!;
    this.next = this.starts.slice();
    this.seconds = new Int32Array(this.starts[this.places]!);
  }

  put({ channel, dayOf, moments, seconds }: PackedFacts): void {
    const { next, seconds: list } = this;
    const first = this.placeOf(channel, 0);
    const view = new DataView(seconds.buffer, seconds.byteOffset, seconds.byteLength);
    const facts = moments.length / 2;
    for (let index = 0; index < facts; index++) {
      const value = view.getInt32(index * 4);
      if (value < 0) continue;
      const quarter = (moments[index * 2]! << 4) | (moments[index * 2 + 1]! >> 4);
      list[next[first + dayOf[quarter]!]!++] = value;
    }
  }

  /** The figures of a time of all channels together, and of each. */
  ofPeriod(from: number, end: number): { all: TalliedFigures; channels: TalliedFigures[] } {
    const parts = this.partsOf(from, end);
    return { all: figuresOf(parts), channels: parts.map((part) => figuresOf([part])) };
  }

  /** The figures of a day of all channels together. */
  ofDay = (day: number): TalliedFigures => figuresOf(this.partsOf(day, day + 1));

  private placeOf = (channel: number, day: number): number => channel * (this.days + 1) + 1 + day;

  private partsOf(from: number, end: number): Part[] {
    return Array.from({ length: this.channels }, (_, channel) => this.partOf(channel, from, end));
  }

  private partOf(channel: number, from: number, end: number): Part {
    const [first, after] = [this.placeOf(channel, from), this.placeOf(channel, end)];
    const counts = [0, 0, 0, 0];
    for (let index = first * latenesses; index < after * latenesses; index++)
      counts[index % latenesses]! += this.lateness[index]!;
    return { counts, seconds: new Seconds(this.seconds.subarray(this.starts[first], this.starts[after])) };
  }
}

/** Some days of a channel. */
interface Part {
  counts: number[];
  seconds: Seconds;
}

function figuresOf(parts: Part[]): TalliedFigures {
  const [p50, p90] = percentilesOf(
    parts.map(({ seconds }) => seconds),
    shares,
  ) as [number | null, number | null];
  const sum = (of: (part: Part) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    tickets: sum(({ counts }) => counts.reduce((total, count) => total + count, 0)),
    times: { n: sum(({ seconds }) => seconds.values.length), p50, p90 },
    kept: sum(({ counts }) => counts[0]!),
    late: sum(({ counts }) => counts[1]!),
  };
}
