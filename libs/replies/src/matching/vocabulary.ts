/** The least similarity at which two words may be forms of one. */
const leastLikeness = 0.5;
const shortest = 4;
const mostLike = 12;
const mostBeginning = 30;
const commonTrigram = 400;
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** The words of some texts, found also by similar spellings. */
export class Vocabulary {
  private readonly ids = new Map<string, number>();
  private readonly words: string[] = [];
  private readonly byTrigram = new Map<string, number[]>();
  private readonly counts: number[] = [];

  /** Returns the number of a word, and adds a new word. */
  add(word: string): number {
    const known = this.ids.get(word);
    if (known !== undefined) return known;
    const id = this.words.push(word) - 1;
    this.ids.set(word, id);
    const parts = trigrams(word);
    this.counts.push(parts.length);
    for (const part of parts) {
      const sharing = this.byTrigram.get(part);
      if (sharing) sharing.push(id);
      else this.byTrigram.set(part, [id]);
    }
    return id;
  }

  /** Returns similar words with their similarity: 1 for the same, less for another form. */
  like(word: string): Map<number, number> {
    const found = new Map<number, number>();
    const same = this.ids.get(word);
    if (same !== undefined) found.set(same, 1);
    if (word.length < shortest || spaceless.test(word)) return found;
    const parts = trigrams(word);
    for (const [id, shared] of this.sharing(parts)) {
      if (id === same || this.words[id]!.length < shortest) continue;
      const likeness = Math.max((2 * shared) / (parts.length + this.counts[id]!), stemLikeness(word, this.words[id]!));
      if (likeness >= leastLikeness) found.set(id, likeness * 0.95);
    }
    return found.size > mostLike ? new Map([...found].sort((a, b) => b[1] - a[1]).slice(0, mostLike)) : found;
  }

  /** Words with this prefix, for search while typing. */
  beginning(start: string): number[] {
    if (start.length < 2) return [];
    const found: number[] = [];
    for (let id = 0; id < this.words.length && found.length < mostBeginning; id++)
      if (this.words[id]!.startsWith(start)) found.push(id);
    return found;
  }

  /** Words by trigram; a trigram in half of the words, such as an ending, is ignored. */
  private rare(part: string): number[] {
    const sharing = this.byTrigram.get(part) ?? [];
    return sharing.length > commonTrigram ? [] : sharing;
  }

  private sharing(parts: string[]): Map<number, number> {
    const shared = new Map<number, number>();
    for (const part of parts) for (const id of this.rare(part)) shared.set(id, (shared.get(id) ?? 0) + 1);
    return shared;
  }
}

/** One word begins with most of the other: an ending, or the first part of a compound. */
function stemLikeness(one: string, other: string): number {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  let common = 0;
  while (common < short.length && short[common] === long[common]) common++;
  return common >= shortest && common >= short.length - 2 ? Math.max(0, (common / long.length) * 0.4 + 0.55) : 0;
}

function trigrams(word: string): string[] {
  const padded = `^^${word}$`;
  return [...new Set(Array.from({ length: padded.length - 2 }, (_, start) => padded.slice(start, start + 3)))];
}
