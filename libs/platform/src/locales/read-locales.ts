import { readFileSync, readdirSync } from 'node:fs';
import { languages, speak } from '#libs/contracts';

/** The texts of one language, by name. */
export type Texts = Record<string, string>;

/** A face's texts in all of its languages. */
export interface Locales<T> {
  tags: string[];
  /** The texts for a locale and their language; English when the face lacks the locale's. */
  of(locale: string | null | undefined): { tag: string; texts: T };
}

/** Reads a face's folder `locales`, one JSON file per language. Call it at load time, not per request. */
export function readLocales<T = Texts>(folder: URL): Locales<T> {
  const files = new Set(readdirSync(folder));
  const tags = languages.map(({ tag }) => tag).filter((tag) => files.has(`${tag}.json`));
  const byTag = new Map(
    tags.map((tag) => [tag, JSON.parse(readFileSync(new URL(`${tag}.json`, folder), 'utf8')) as T]),
  );
  if (!byTag.has('en')) throw new Error(`There are no English texts in ${folder.pathname}`);
  return {
    tags,
    of(locale) {
      const tag = speak([locale], tags);
      return { tag, texts: byTag.get(tag)! };
    },
  };
}

/** Replaces each `{name}` by its value, without escaping. */
export const fillIn = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (marker, name: string) => (Object.hasOwn(values, name) ? values[name]! : marker));
