import { v7 } from 'uuid';

/** A new UUIDv7, ordered by time. Not a secret. */
export const newId = (): string => v7();
