import { readFileSync } from 'node:fs';

/** A file of the demo's texts, which lie beside the code. */
export const readData = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), 'utf8')) as T;
