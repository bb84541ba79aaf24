import { readData } from './support/read-data.js';

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

/** What is said about a topic: each list holds ways of saying the same. `{order}` and its kin are filled in. */
export interface TopicTexts {
  subjects: string[];
  asks: string[];
  answers: string[];
  more: string[];
  finals: string[];
}

/** A language of the demo: its people, and what they and the shop say. */
export interface Language {
  locale: string;
  /** `name|mail name|form of address`; without the last the first word of the name. */
  people: string[];
  places: { city: string; zone: string; country: string }[];
  /** A number of a range that belongs to nobody; each # is a digit. */
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

/** Notes among agents; they write English to each other. */
export const readNotes = (): Record<Topic, string[]> => readData('notes');

/** Puts values in the place of `{name}`; a name without a value stays, so that a test can find it. */
export const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (marker, name: string) => values[name] ?? marker);
