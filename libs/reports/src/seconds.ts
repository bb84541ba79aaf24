const fewest = 16;
/** From this length on it is faster to look only at the values near the rank. */
const long = 5_000;
const bins = 65_536;

/** A growing list of seconds, of which percentiles can be asked. */
export class Seconds {
  private list = new Int32Array(fewest);
  private length = 0;

  get n(): number {
    return this.length;
  }

  push(value: number): void {
    if (this.length === this.list.length) this.reserve(2 * this.length);
    this.list[this.length++] = value;
  }

  /** Several together. */
  static of(lists: Seconds[]): Seconds {
    const all = new Seconds();
    all.reserve(lists.reduce((sum, { length }) => sum + length, 0));
    for (const { list, length } of lists) {
      all.list.set(list.subarray(0, length), all.length);
      all.length += length;
    }
    return all;
  }

  /**
   * For each share the lowest value that at least this share of all values does not exceed, as `percentile_disc`; null
   * without any.
   */
  percentiles(shares: number[]): (number | null)[] {
    const values = this.list.subarray(0, this.length);
    if (values.length === 0) return shares.map(() => null);
    const ranks = shares.map((share) => Math.max(0, Math.ceil(share * values.length) - 1));
    const counts = values.length < long ? null : countBins(values);
    return ranks.map((rank) => (counts ? selectNear(values, counts, rank) : select(values, rank)));
  }

  private reserve(length: number) {
    if (length <= this.list.length) return;
    const longer = new Int32Array(length);
    longer.set(this.list.subarray(0, this.length));
    this.list = longer;
  }
}

/** Bins of some minutes; the last holds all that took half a year and longer. */
const binOf = (value: number): number => Math.min(value >>> 8, bins - 1);

function countBins(values: Int32Array): Uint32Array {
  const counts = new Uint32Array(bins);
  for (let index = 0; index < values.length; index++) counts[binOf(values[index]!)]!++;
  return counts;
}

function selectNear(values: Int32Array, counts: Uint32Array, rank: number): number {
  let [bin, before] = [0, 0];
  while (before + counts[bin]! <= rank) before += counts[bin++]!;
  const near = new Int32Array(counts[bin]!);
  for (let index = 0, found = 0; found < near.length; index++)
    if (binOf(values[index]!) === bin) near[found++] = values[index]!;
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
