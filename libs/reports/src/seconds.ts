const fewest = 16;
/** From this length on it is faster to look only at the values near the rank. */
const long = 5_000;
const bins = 65_536;

/** A growing list of seconds. */
export class Seconds {
  private list = new Int32Array(fewest);
  private length = 0;

  get values(): Int32Array {
    return this.list.subarray(0, this.length);
  }

  /** Makes room: to grow step by step costs more than all the rest. */
  expect(more: number): void {
    if (this.length + more > this.list.length) this.reserve(this.length + more);
  }

  push(value: number): void {
    if (this.length === this.list.length) this.reserve(2 * this.length);
    this.list[this.length++] = value;
  }

  private reserve(length: number) {
    const longer = new Int32Array(length);
    longer.set(this.values);
    this.list = longer;
  }
}

/**
 * For each share the lowest of all values of the lists that at least this share of them does not exceed, as
 * `percentile_disc`; null without any.
 */
export function percentilesOf(lists: Int32Array[], shares: number[]): (number | null)[] {
  const n = lists.reduce((sum, { length }) => sum + length, 0);
  if (n === 0) return shares.map(() => null);
  const rankOf = (share: number) => Math.max(0, Math.ceil(share * n) - 1);
  if (n < long) {
    const all = joined(lists, n);
    return shares.map((share) => select(all, rankOf(share)));
  }
  const counts = countBins(lists);
  return shares.map((share) => selectNear(lists, counts, rankOf(share)));
}

function joined(lists: Int32Array[], n: number): Int32Array {
  const all = new Int32Array(n);
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}

/** Bins of some minutes; the last holds all that took half a year and longer. */
const binOf = (value: number): number => Math.min(value >>> 8, bins - 1);

function countBins(lists: Int32Array[]): Uint32Array {
  const counts = new Uint32Array(bins);
  for (const list of lists) for (let index = 0; index < list.length; index++) counts[binOf(list[index]!)]!++;
  return counts;
}

function selectNear(lists: Int32Array[], counts: Uint32Array, rank: number): number {
  let [bin, before] = [0, 0];
  while (before + counts[bin]! <= rank) before += counts[bin++]!;
  const near = new Int32Array(counts[bin]!);
  let found = 0;
  for (const list of lists)
    for (let index = 0; index < list.length; index++) if (binOf(list[index]!) === bin) near[found++] = list[index]!;
  return select(near, rank - before);
}

/** The value that would be at `rank` if all were in order; moves them about (Hoare's selection). */
function select(values: Int32Array, rank: number): number {
  let [low, high] = [0, values.length - 1];
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
