import { readFileSync, readdirSync } from 'node:fs';
import { languages, speak } from '#libs/contracts';

/** The texts of one language, by name. */
export type Texts = Record<string, string>;

/** A face's texts in all its languages. */
export interface Locales<T> {
  tags: string[];
  /** The texts for who reads `locale`, and the language that they are in: English where there is no other. */
  of(locale: string | null | undefined): { tag: string; texts: T };
}

/** Reads a face's folder `locales`, one JSON file for each language of the list. It is read when the code is loaded, not per request. */
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

/** Puts values in the place of `{name}`, as they are. */
export const fillIn = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (marker, name: string) => (Object.hasOwn(values, name) ? values[name]! : marker));
