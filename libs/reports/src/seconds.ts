/** Up to this length it is faster to put the values near their places than to count them. */
const short = 200;
/** A value's bin is its length in bits and so many that follow the first: less than 1 % of it is one bin. */
const binBits = 7;
const bins = (32 - binBits) << binBits;

/** Seconds in no order, which are counted by bins no more than once. */
export class Seconds {
  private known: Uint32Array | null = null;

  constructor(readonly values: Int32Array) {}

  /** How many values each bin has. */
  get counts(): Uint32Array {
    return (this.known ??= countBins([this], new Uint32Array(bins)));
  }
}

/**
 * For each share, in rising order, the lowest of all values of the lists that at least this share of them does not
 * exceed, as `percentile_disc`; null without any.
 */
export function percentilesOf(lists: Seconds[], shares: number[]): (number | null)[] {
  const n = lists.reduce((sum, { values }) => sum + values.length, 0);
  if (n === 0) return shares.map(() => null);
  const ranks = shares.map((share) => Math.max(0, Math.ceil(share * n) - 1));
  return n <= short ? selectAll(joined(lists, n), ranks) : selectNear(lists, n, ranks);
}

function joined(lists: Seconds[], n: number): Int32Array {
  const all = new Int32Array(n);
  let at = 0;
  for (const { values } of lists) {
    all.set(values, at);
    at += values.length;
  }
  return all;
}

/** What precedes a rank that was selected is none of what follows it. */
const selectAll = (values: Int32Array, ranks: number[]): number[] =>
  ranks.map((rank, index) => select(values, rank, ranks[index - 1] ?? 0));

function countBins(lists: Seconds[], counts: Uint32Array): Uint32Array {
  for (const { values } of lists)
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!;
      const shift = value >>> (binBits + 1) === 0 ? 0 : 31 - binBits - Math.clz32(value);
      counts[(shift << binBits) + (value >>> shift)]!++;
    }
  return counts;
}

/** From this length on a list is likely to be asked for twice: by itself, and with others. */
const long = 20_000;
const scratch = new Uint32Array(bins);

/** Of all lists together. It is overwritten by the next call. */
function countAll(lists: Seconds[], n: number): Uint32Array {
  scratch.fill(0);
  if (n < long) return countBins(lists, scratch);
  for (const { counts } of lists) for (let bin = 0; bin < bins; bin++) scratch[bin]! += counts[bin]!;
  return scratch;
}

/** Looks only at the values of the bins in which the ranks are. */
function selectNear(lists: Seconds[], n: number, ranks: number[]): number[] {
  const counts = countAll(lists, n);
  let [bin, before] = [0, 0];
  return ranks.map((rank) => {
    while (before + counts[bin]! <= rank) before += counts[bin++]!;
    return select(valuesOf(bin, counts[bin]!, lists), rank - before, 0);
  });
}

function valuesOf(bin: number, count: number, lists: Seconds[]): Int32Array {
  const shift = Math.max(0, (bin >> binBits) - 1);
  const low = (bin - (shift << binBits)) << shift;
  const found = new Int32Array(count);
  let at = 0;
  for (const { values } of lists)
    for (let index = 0; index < values.length && at < count; index++) {
      const value = values[index]!;
      if ((value - low) >>> shift === 0) found[at++] = value;
    }
  return found;
}

/** The value that would be at `rank` if all were in order; moves those from `from` about (Hoare's selection). */
function select(values: Int32Array, rank: number, from: number): number {
  let [low, high] = [from, values.length - 1];
  while (low < high) {
    const pivot = middleOf(values[low]!, values[(low + high) >>> 1]!, values[high]!);
    let [left, right] = [low, high];
    while (left <= right) {
      while (values[left]! < pivot) left++;
      while (values[right]! > pivot) right--;
      if (left > right) break;
      const swapped = values[left]!;
      values[left++] = values[right]!;
      values[right--] = swapped;
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else break;
  }
  return values[rank]!;
}

const middleOf = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
