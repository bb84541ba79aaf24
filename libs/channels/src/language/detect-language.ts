import { readFileSync } from 'node:fs';
import { NgramTable } from './ngram-table.js';

/** The part of eld that is used. */
interface Detector {
  detect(text: string): { language: string; isReliable(): boolean };
}
interface Internals {
  createEld(): { instance: Detector; loadData(data: object): string };
}

const entry = import.meta.resolve('eld/small');
const beside = (file: string) => new URL(file, entry);

/** The package does not export the files that are packed, so a version that has them otherwise is used as it comes. */
const eld = await openPacked().catch(async (): Promise<Detector> => (await import('eld/small')).eld);

/** The detector of eld over its own ngrams, packed: each thread that reads mail has one, as has the process. */
export async function openPacked(): Promise<Detector> {
  const { createEld } = (await import(beside('../languageDetector.js').href)) as Internals;
  const source = readFileSync(beside('../ngrams/small.js'), 'utf8');
  const { instance, loadData } = createEld();
  loadData({ type: 'S60', languages: languagesOf(source), ngrams: asObject(NgramTable.read(source)) });
  return instance;
}

function languagesOf(source: string): Record<number, string> {
  const list = /languages:\{((?:\d+:'[a-z]+',?)+)\}/.exec(source)?.[1];
  if (!list) throw new Error('no languages');
  return Object.fromEntries([...list.matchAll(/(\d+):'([a-z]+)'/g)].map(([, number, code]) => [number!, code!]));
}

function asObject(table: NgramTable): object {
  return new Proxy({}, { get: (_target, ngram) => (typeof ngram === 'string' ? table.get(ngram) : undefined) });
}

/** The language in which the beginning of a text is most likely written, empty for none, and whether that is sure. */
export function detectLanguage(text: string): { language: string; isReliable: boolean } {
  const found = eld.detect(text.slice(0, 1_000));
  return { language: found.language, isReliable: found.isReliable() };
}
