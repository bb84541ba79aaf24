import { uuidv7 } from 'uuidv7';

/** A new UUIDv7, ordered by time. Not a secret. */
export const newId = (): string => uuidv7();
