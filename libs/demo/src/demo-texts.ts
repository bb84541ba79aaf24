import { readFileSync } from 'node:fs';

/** Reads a file of the demo's texts, which are stored beside the code. */
export const readData = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`./data/${name}.json`, import.meta.url), 'utf8')) as T;

export const topics = [
  'where',
  'customs',
  'return',
  'damaged',
  'wrong',
  'fees',
  'payment',
  'address',
  'advice',
  'invoice',
] as const;
export type Topic = (typeof topics)[number];

/** Texts about a topic: each list holds variants of the same. Variables such as `{order}` are filled in. */
export interface TopicTexts {
  subjects: string[];
  asks: string[];
  answers: string[];
  more: string[];
  finals: string[];
}

/** A language of the demo: its people, and the texts of both sides. */
export interface Language {
  locale: string;
  /** `name|mail name|form of address`; without the last it is the first word of the name. */
  people: string[];
  places: { city: string; zone: string; country: string }[];
  /** A phone number of a range that is never assigned; each # is a digit. */
  phone: string;
  products: Record<string, string>;
  mail: { hello: string[]; bye: string[] };
  agent: { hello: string[]; bye: string };
  thanks: string[];
  closing: string[];
  nudge: string[];
  topics: Record<Topic, TopicTexts>;
}

const locales = ['en', 'de', 'fr', 'es', 'zh', 'ja', 'ar', 'pt'] as const;
export type DemoLocale = (typeof locales)[number];

/** Every language of the demo, by its tag. */
export const readLanguages = (): Record<DemoLocale, Language> =>
  Object.fromEntries(locales.map((locale) => [locale, readData<Language>(`languages/${locale}`)])) as Record<
    DemoLocale,
    Language
  >;

/** Notes among agents, always in English. */
export const readNotes = (): Record<Topic, string[]> => readData('notes');

/** Replaces `{name}` by its value; a name without a value stays, so that a test can find it. */
export const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (marker, name: string) => values[name] ?? marker);

/** A FAQ article, with the topic of the questions that it answers. */
export interface DemoArticle {
  locale: DemoLocale;
  topic: Topic;
  title: string;
  questions: string[];
  body: string;
  asked: number;
}

export const readArticles = (): DemoArticle[] => readData<DemoArticle[]>('articles');
