import { v7 as newUuid } from 'uuid';

const form = /^[0-9a-f]{2}\/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A new key, without any part of the file's name. Its random end distributes keys over 256 folders. */
export function newStorageKey(): string {
  const id = newUuid();
  return `${id.slice(-2)}/${id}`;
}

export const isStorageKey = (text: string): boolean => form.test(text);

/** Throws for a key that we did not make, since keys become paths. */
export function requireStorageKey(text: string): string {
  if (!isStorageKey(text)) throw new Error('Not a key of the storage');
  return text;
}
