import { readFileSync } from 'node:fs';

/** Reads a file of the demo's texts, which are stored beside the code. */
export const readData = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), 'utf8')) as T;
