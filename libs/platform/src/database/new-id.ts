import { v7 } from 'uuid';

/** A new UUIDv7: unguessable enough to be an id, in order of time. Never a secret. */
export const newId = (): string => v7();
