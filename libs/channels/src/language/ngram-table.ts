/** Scores of languages by ngram, in three arrays: as objects they take thirty times as much memory. */
export class NgramTable {
  private constructor(
    /** The ngrams as numbers, ascending. */
    private readonly keys: Float64Array,
    /** Where the pairs of each ngram begin in `pairs`. */
    private readonly starts: Uint32Array,
    /** For each ngram how many pairs it has, and these: language and score. */
    private readonly pairs: Uint8Array,
  ) {}

  /**
   * Reads the literal `ngrams:{' abc ':{0:176,9:12},xyz:{…}}` of a module's source. To import it costs more of the
   * processor, and a hundred megabytes that the process keeps. Throws when anything in it is written otherwise.
   */
  static read(source: string): NgramTable {
    const opening = /ngrams:\{/.exec(source);
    if (!opening) throw new Error('no ngrams');
    return new NgramReader(source, opening.index + opening[0].length).read();
  }

  /** Orders ngrams that were read one after the other. */
  static of(keys: Float64Array, starts: Uint32Array, pairs: Uint8Array): NgramTable {
    const order = Uint32Array.from(keys, (_, index) => index).sort((one, other) => keys[one]! - keys[other]!);
    return new NgramTable(
      keys.slice().sort(),
      starts.map((_, index) => starts[order[index]!]!),
      pairs.slice(),
    );
  }

  get size(): number {
    return this.keys.length;
  }

  /** The scores of an ngram, by the number of a language. */
  get(ngram: string): Record<string, number> | undefined {
    const index = this.indexOf(keyOf(ngram));
    if (index === -1) return undefined;
    const start = this.starts[index]!;
    const scores: Record<string, number> = {};
    for (let pair = 0; pair < this.pairs[start]!; pair++)
      scores[this.pairs[start + 1 + 2 * pair]!] = this.pairs[start + 2 + 2 * pair]!;
    return scores;
  }

  private indexOf(key: number): number {
    let [low, high] = [0, this.keys.length - 1];
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.keys[middle]!;
      if (found === key) return middle;
      if (found < key) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

const longest = 6;

/** An ngram has at most six characters of a byte, so it is a number below 2 ** 48; NaN for any other text. */
function keyOf(ngram: string): number {
  if (ngram.length === 0 || ngram.length > longest) return NaN;
  let key = 0;
  for (let index = 0; index < ngram.length; index++) key = key * 256 + byteOf(ngram.charCodeAt(index));
  return key;
}

const byteOf = (code: number): number => (code > 0 && code <= 0xff ? code : NaN);
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const [doubleQuote, singleQuote, comma, colon, backslash, openBrace, closeBrace] = Buffer.from(
  '"\',:\\{}',
) as unknown as [number, number, number, number, number, number, number];

/** Reads sign by sign into arrays: hundreds of thousands of small objects on the way would widen the heap for good. */
class NgramReader {
  private readonly keys: Float64Array;
  private readonly starts: Uint32Array;
  private readonly pairs: Uint8Array;
  private count = 0;
  private used = 0;

  constructor(
    private readonly source: string,
    private at: number,
  ) {
    // An entry takes at least eight signs and a pair four, so these are long enough.
    const most = Math.ceil(source.length / 7);
    [this.keys, this.starts] = [new Float64Array(most), new Uint32Array(most)];
    this.pairs = new Uint8Array(source.length);
  }

  read(): NgramTable {
    do this.readEntry();
    while (this.skips(comma));
    this.expect(closeBrace);
    const { count, used } = this;
    return NgramTable.of(this.keys.slice(0, count), this.starts.slice(0, count), this.pairs.subarray(0, used));
  }

  private readEntry() {
    this.keys[this.count] = this.readKey();
    this.starts[this.count++] = this.used;
    const place = this.used++;
    this.expect(colon);
    this.expect(openBrace);
    do this.readPair(place);
    while (this.skips(comma));
    this.expect(closeBrace);
  }

  private readPair(place: number) {
    this.pairs[this.used++] = this.readNumber();
    this.expect(colon);
    this.pairs[this.used++] = this.readNumber();
    this.pairs[place]!++;
  }

  private readKey(): number {
    const start = this.at;
    const quote = this.skips(singleQuote) ? singleQuote : this.skips(doubleQuote) ? doubleQuote : null;
    let [key, length] = [0, 0];
    for (; this.code !== (quote ?? colon); length++) {
      if (this.skips(backslash) && ![backslash, singleQuote, doubleQuote].includes(this.code)) key = NaN;
      key = key * 256 + byteOf(this.code);
      this.at++;
      if (Number.isNaN(key) || length >= longest) throw this.fault(start);
    }
    if (quote !== null) this.at++;
    return length > 0 ? key : NaN;
  }

  private readNumber(): number {
    const start = this.at;
    let value = 0;
    for (; isDigit(this.code); this.at++) value = value * 10 + this.code - 48;
    if (this.at === start || value > 0xff) throw this.fault(start);
    return value;
  }

  /** NaN after the end. */
  private get code(): number {
    return this.source.charCodeAt(this.at);
  }

  private skips(code: number): boolean {
    if (this.code !== code) return false;
    this.at++;
    return true;
  }

  private expect(code: number) {
    if (!this.skips(code)) throw this.fault(this.at);
  }

  private fault = (at: number): Error => new Error(`an ngram is written otherwise at ${at}`);
}
