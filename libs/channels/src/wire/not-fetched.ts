import { type FetchFailure, MediaFailure } from '../define-channel.js';

/** Why a file got no answer. Without the cause, whose address may hold a token. */
export function notFetched(error: unknown): MediaFailure {
  const { refused = false, tooLarge = false } = error as Partial<FetchFailure>;
  if (refused) return new MediaFailure('The file’s address is not allowed', true);
  // Another try would read as much again and throw it away.
  if (tooLarge) return new MediaFailure('The file is too large', true);
  return new MediaFailure('The file could not be fetched', false);
}
