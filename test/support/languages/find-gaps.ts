import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Face, Language } from '#libs/contracts';
import { type FaceTexts, textsOf } from './faces.js';

type Texts = Record<string, unknown>;

/** All that keeps the languages of a source tree from being complete, each as a sentence: none when all is well. */
export function findGaps(root: string, languages: readonly Language[]): string[] {
  return (Object.keys(textsOf) as Face[]).flatMap((face) => {
    const spoken = languages.filter(({ faces }) => faces.includes(face)).map(({ tag }) => tag);
    return textsOf[face].flatMap((texts) =>
      foldersAt(root, texts.folder).flatMap((folder) =>
        (texts.files ?? [undefined]).flatMap((file) => gapsIn(root, spoken, { ...texts, folder }, file)),
      ),
    );
  });
}

function gapsIn(root: string, spoken: string[], face: FaceTexts, file?: string): string[] {
  const { folder } = face;
  const place = (tag: string) => (file ? `${folder}/${tag}/${file}` : `${folder}/${tag}.json`);
  const read = (tag: string) => JSON.parse(readFileSync(path.join(root, place(tag)), 'utf8')) as Texts;
  const unknown = readdirSync(path.join(root, folder))
    .map((name) => name.replace(/\.json$/, ''))
    .filter((tag) => !spoken.includes(tag))
    .map((tag) => `${place(tag)} is there, and no language of the list says so`);
  const missing = spoken
    .filter((tag) => !existsSync(path.join(root, place(tag))))
    .map((tag) => `${place(tag)} is missing`);
  if (missing.length) return [...unknown, ...missing];
  const english = read('en');
  return [
    ...unknown,
    ...spoken.flatMap((tag) => differences(english, read(tag), face).map((why) => `${place(tag)}: ${why}`)),
  ];
}

function differences(english: Texts, texts: Texts, { optional = [], instead = {} }: FaceTexts): string[] {
  const isNeeded = (name: string) => !optional.includes(name);
  const lacking = Object.keys(english).filter((name) => isNeeded(name) && !(name in texts));
  const strange = Object.keys(texts).filter((name) => isNeeded(name) && !(name in english));
  const empty = Object.keys(texts).filter((name) => !String(texts[name]).trim());
  const unlike = Object.keys(texts).filter(
    (name) =>
      typeof texts[name] === 'string' &&
      name in english &&
      placeholders(texts[name], instead) !== placeholders(english[name], instead),
  );
  return [
    ...lacking.map((name) => `no ${name}`),
    ...strange.map((name) => `${name} is unknown`),
    ...empty.map((name) => `${name} is empty`),
    ...unlike.map((name) => `${name} has other placeholders than the English text`),
  ];
}

const placeholder = /(?<!(?:=\d+|\b(?:zero|one|two|few|many|other)) *)\{\{?([a-z][\w.]*)(?=\})/gi;

/**
 * The names in braces. The only word of a plural's form is none, and what a plural counts is each language's own
 * matter.
 */
function placeholders(text: unknown, instead: Record<string, string>): string {
  const names = [...String(text).matchAll(placeholder)].map(([, name]) => instead[name!] ?? name);
  return [...new Set(names)].sort().join();
}

/** The folders of a pattern with at most one star, from the tree's root. */
export function foldersAt(root: string, pattern: string): string[] {
  const [before, after] = pattern.split('*');
  if (after === undefined) return [pattern];
  return readdirSync(path.join(root, before!), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${before}${name}${after}`);
}
