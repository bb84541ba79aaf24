import { languageOf } from '#libs/tickets';
import { contentWords, sentencesOf } from './content-words.js';
import { Vocabulary } from './vocabulary.js';

export interface IndexableArticle {
  id: string;
  locale: string;
  title: string;
  questions: string[];
  body: string;
  storeId: string | null;
}
export interface Asker {
  locale: string;
  storeId: string | null;
}
export interface Match<A> {
  article: A;
  /** From 0 to 1. */
  score: number;
}
interface Entry<A> {
  article: A;
  /** Words of the title and of each question. */
  phrases: number[][];
  /** All of them. */
  asked: Set<number>;
  body: Set<number>;
}
/** A word of the question: how much it says, and the words of the articles it may mean. */
interface Word {
  weight: number;
  like: Map<number, number>;
}

/** How much an article in another language than the question's is worth. */
const otherLanguage = 0.8;

/** Articles made ready for finding the one that a question asks for. */
export class ArticleIndex<A extends IndexableArticle> {
  private readonly vocabulary = new Vocabulary();
  private readonly entries: Entry<A>[];
  /** In how many articles a word stands. */
  private readonly frequency = new Map<number, number>();

  constructor(articles: A[]) {
    this.entries = articles.map((article) => this.prepare(article));
    for (const { asked } of this.entries) for (const word of asked) this.frequency.set(word, (this.frequency.get(word) ?? 0) + 1);
  }

  /** How well each article answers a question, best first; those that share no word with it are left out. */
  rank(question: string, asker: Asker): Match<A>[] {
    const sentences = sentencesOf(question).map((words) => words.map((word) => this.read(word)));
    const all = contentWords(question).map((word) => this.read(word));
    const scored = this.candidates(asker).map((entry) => ({ article: entry.article, score: this.score(entry, sentences, all) * this.inLanguage(entry.article, asker) }));
    return scored.filter(({ score }) => score > 0).sort(best);
  }

  /** Articles for somebody who types words into a search field, best first. */
  search(words: string, asker: Asker): Match<A>[] {
    const typed = contentWords(words).map((word) => this.read(word, true));
    if (!typed.length) return [];
    const scored = this.candidates(asker).map((entry) => {
      const found = typed.map(({ weight, like }) => weight * Math.max(likeness(like, entry.asked), 0.5 * likeness(like, entry.body)));
      return { article: entry.article, score: (sum(found) / sum(typed.map(({ weight }) => weight))) * this.inLanguage(entry.article, asker) };
    });
    return scored.filter(({ score }) => score >= 0.3).sort(best);
  }

  private prepare(article: A): Entry<A> {
    const ids = (text: string) => contentWords(text).map((word) => this.vocabulary.add(word));
    const phrases = [article.title, ...article.questions].map(ids).filter((phrase) => phrase.length > 0);
    return { article, phrases, asked: new Set(phrases.flat()), body: new Set(ids(article.body)) };
  }

  private candidates({ storeId }: Asker): Entry<A>[] {
    return this.entries.filter(({ article }) => article.storeId === null || article.storeId === storeId);
  }

  private inLanguage({ locale }: A, asker: Asker): number {
    return languageOf(locale) === languageOf(asker.locale) ? 1 : otherLanguage;
  }

  private read(word: string, isTyped = false): Word {
    const like = this.vocabulary.like(word);
    if (isTyped) for (const id of this.vocabulary.beginning(word)) like.set(id, Math.max(0.9, like.get(id) ?? 0));
    // A word that stands in no article counts as a rare one: the question is about something else, too.
    const closest = [...like].sort((a, b) => b[1] - a[1])[0];
    return { weight: closest ? this.weight(closest[0]) : this.rarity(0), like };
  }

  private weight(word: number): number {
    return this.rarity(this.frequency.get(word) ?? 0);
  }

  private rarity(frequency: number): number {
    return Math.log(1 + (this.entries.length + 1) / (frequency + 1));
  }

  /** The best sentence against the best phrase, less for what else the message is about. */
  private score(entry: Entry<A>, sentences: Word[][], all: Word[]): number {
    let highest = 0;
    for (const sentence of sentences) {
      const ofQuestion = covered(sentence, entry.asked);
      if (ofQuestion === 0) continue;
      for (const phrase of entry.phrases) {
        const ofPhrase = this.coveredPhrase(phrase, sentence);
        // One word asks for nothing in particular, unless it is all that the phrase says.
        if (sentence.length > 1 || ofPhrase > 0.95) highest = Math.max(highest, agreement(ofPhrase, ofQuestion));
      }
    }
    return highest * (0.75 + 0.25 * covered(all, entry.asked));
  }

  private coveredPhrase(phrase: number[], sentence: Word[]): number {
    const weights = phrase.map((word) => this.weight(word));
    const found = phrase.map((word, place) => weights[place]! * Math.max(0, ...sentence.map(({ like }) => like.get(word) ?? 0)));
    return sum(found) / sum(weights);
  }
}

/** How much of a sentence an article speaks of. */
function covered(words: Word[], asked: Set<number>): number {
  const total = sum(words.map(({ weight }) => weight));
  return total ? sum(words.map(({ weight, like }) => weight * likeness(like, asked))) / total : 0;
}

function likeness(like: Map<number, number>, words: Set<number>): number {
  let highest = 0;
  for (const [word, alike] of like) if (alike > highest && words.has(word)) highest = alike;
  return highest;
}

/** Both have to be about the same: a harmonic mean, in which the phrase counts a little more. */
const agreement = (ofPhrase: number, ofQuestion: number): number => (ofPhrase && ofQuestion ? 1 / (0.6 / ofPhrase + 0.4 / ofQuestion) : 0);
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const best = (a: Match<IndexableArticle>, b: Match<IndexableArticle>): number => b.score - a.score || (a.article.id < b.article.id ? -1 : 1);
