import { languageOf } from '#libs/contracts';
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
}
/** A word of the question: its weight, and the words of the articles that it may mean. */
interface Word {
  weight: number;
  like: Map<number, number>;
}

/** The factor for an article in another language than the question's. */
const otherLanguage = 0.8;

/** Articles that are compared closely: the ones that share most words with the question. */
const closest = 60;
const mostWords = 120;
/** How much of a body is searched. */
const bodyLength = 1_000;
const sliceMs = 15;

/** An index of articles that finds the one that answers a question. */
export class ArticleIndex<A extends IndexableArticle> {
  private readonly vocabulary = new Vocabulary();
  private readonly entries: Entry<A>[] = [];
  /** The articles by the words of their title and questions, and by the words of their body. */
  private readonly byQuestionWord = new Map<number, Entry<A>[]>();
  private readonly byBodyWord = new Map<number, Entry<A>[]>();

  /** Builds an index at once; for few articles. */
  static of<A extends IndexableArticle>(articles: A[]): ArticleIndex<A> {
    const index = new ArticleIndex<A>();
    for (const article of articles) index.add(article);
    return index;
  }

  /** Builds an index in slices, and yields to the event loop between them. */
  static async build<A extends IndexableArticle>(articles: A[]): Promise<ArticleIndex<A>> {
    const index = new ArticleIndex<A>();
    let since = performance.now();
    for (const article of articles) {
      index.add(article);
      if (performance.now() - since < sliceMs) continue;
      await nextTurn();
      since = performance.now();
    }
    return index;
  }

  /** Scores the articles against a question, best first; those that share no word with it are left out. */
  rank(question: string, asker: Asker): Match<A>[] {
    const read = new Map<string, Word>();
    const once = (word: string): Word => read.get(word) ?? read.set(word, this.read(word)).get(word)!;
    const all = contentWords(question).slice(0, mostWords).map(once);
    const sentences = sentencesOf(question).map((words) => words.slice(0, mostWords).map(once));
    const scored = this.sharing(all, this.byQuestionWord, asker)
      .slice(0, closest)
      .map(({ article, score: _, entry }) => ({
        article,
        score: this.score(entry, sentences, all) * this.inLanguage(article, asker),
      }));
    return scored.filter(({ score }) => score > 0).sort(best);
  }

  /** Finds articles for the words in a search field, best first. */
  search(words: string, asker: Asker): Match<A>[] {
    const typed = contentWords(words)
      .slice(0, mostWords)
      .map((word) => this.read(word, true));
    const scores = new Map<A, number>();
    for (const [places, worth] of [
      [this.byQuestionWord, 1],
      [this.byBodyWord, 0.5],
    ] as const) {
      for (const { article, score } of this.sharing(typed, places, asker))
        scores.set(article, Math.max(scores.get(article) ?? 0, score * worth));
    }
    const scored = [...scores].map(([article, score]) => ({ article, score: score * this.inLanguage(article, asker) }));
    return scored.filter(({ score }) => score >= 0.3).sort(best);
  }

  private add(article: A) {
    const ids = (text: string) => contentWords(text).map((word) => this.vocabulary.add(word));
    const phrases = [article.title, ...article.questions].map(ids).filter((phrase) => phrase.length > 0);
    const entry = { article, phrases, asked: new Set(phrases.flat()) };
    this.entries.push(entry);
    for (const word of entry.asked) place(this.byQuestionWord, word, entry);
    for (const word of new Set(ids(article.body.slice(0, bodyLength)))) place(this.byBodyWord, word, entry);
  }

  /** The articles that contain some of the words, by the weight of those, highest first. */
  private sharing(
    words: Word[],
    places: Map<number, Entry<A>[]>,
    { storeId }: Asker,
  ): (Match<A> & { entry: Entry<A> })[] {
    const held = new Map<Entry<A>, number>();
    for (const { weight, like } of words) {
      const alike = new Map<Entry<A>, number>();
      for (const [id, likeness] of like)
        for (const entry of places.get(id) ?? []) alike.set(entry, Math.max(alike.get(entry) ?? 0, likeness));
      for (const [entry, likeness] of alike) held.set(entry, (held.get(entry) ?? 0) + weight * likeness);
    }
    const total = sum(words.map(({ weight }) => weight));
    const open = [...held].filter(([{ article }]) => article.storeId === null || article.storeId === storeId);
    return open.map(([entry, weight]) => ({ entry, article: entry.article, score: weight / total })).sort(best);
  }

  private inLanguage({ locale }: A, asker: Asker): number {
    return languageOf(locale) === languageOf(asker.locale) ? 1 : otherLanguage;
  }

  private read(word: string, isTyped = false): Word {
    const like = this.vocabulary.like(word);
    if (isTyped) for (const id of this.vocabulary.beginning(word)) like.set(id, Math.max(0.9, like.get(id) ?? 0));
    // Count a word that is in no article as a rare one: the question is about something else, too.
    const closest = [...like].sort((a, b) => b[1] - a[1])[0];
    return { weight: closest ? this.weight(closest[0]) : this.rarity(0), like };
  }

  private weight(word: number): number {
    return this.rarity(this.byQuestionWord.get(word)?.length ?? 0);
  }

  private rarity(frequency: number): number {
    return Math.log(1 + (this.entries.length + 1) / (frequency + 1));
  }

  /** The best sentence against the best phrase, reduced by what else the message is about. */
  private score(entry: Entry<A>, sentences: Word[][], all: Word[]): number {
    let highest = 0;
    for (const sentence of sentences) {
      const ofQuestion = covered(sentence, entry.asked);
      if (ofQuestion === 0) continue;
      for (const phrase of entry.phrases) {
        const ofPhrase = this.coveredPhrase(phrase, sentence);
        // A single word is no question, unless the phrase has only that word.
        if (sentence.length > 1 || ofPhrase > 0.95) highest = Math.max(highest, agreement(ofPhrase, ofQuestion));
      }
    }
    return highest * (0.75 + 0.25 * covered(all, entry.asked));
  }

  private coveredPhrase(phrase: number[], sentence: Word[]): number {
    const weights = phrase.map((word) => this.weight(word));
    const found = phrase.map(
      (word, place) => weights[place]! * Math.max(0, ...sentence.map(({ like }) => like.get(word) ?? 0)),
    );
    return sum(found) / sum(weights);
  }
}

function place<E>(places: Map<number, E[]>, word: number, entry: E) {
  const known = places.get(word);
  if (known) known.push(entry);
  else places.set(word, [entry]);
}

/** The share of a sentence that an article covers. */
function covered(words: Word[], asked: Set<number>): number {
  const total = sum(words.map(({ weight }) => weight));
  return total ? sum(words.map(({ weight, like }) => weight * likeness(like, asked))) / total : 0;
}

function likeness(like: Map<number, number>, words: Set<number>): number {
  let highest = 0;
  for (const [word, alike] of like) if (alike > highest && words.has(word)) highest = alike;
  return highest;
}

/** Both have to cover each other: a harmonic mean that gives the phrase slightly more weight. */
const agreement = (ofPhrase: number, ofQuestion: number): number =>
  ofPhrase && ofQuestion ? 1 / (0.6 / ofPhrase + 0.4 / ofQuestion) : 0;
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const best = (a: Match<IndexableArticle>, b: Match<IndexableArticle>): number =>
  b.score - a.score || (a.article.id < b.article.id ? -1 : 1);
