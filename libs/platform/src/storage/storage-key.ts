import { v7 as newUuid } from 'uuid';

const form = /^[0-9a-f]{2}\/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A key of ours: nothing of a file's own name is in it. Its end, which is chance, spreads keys over 256 folders. */
export function newStorageKey(): string {
  const id = newUuid();
  return `${id.slice(-2)}/${id}`;
}

export const isStorageKey = (text: string): boolean => form.test(text);

/** Refuses what is no key of ours, since keys become paths. */
export function requireStorageKey(text: string): string {
  if (!isStorageKey(text)) throw new Error('Not a key of the storage');
  return text;
}
