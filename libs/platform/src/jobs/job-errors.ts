/** The queue is unreachable or too slow. The job may not be queued: try again later. */
export class JobsUnavailable extends Error {
  override readonly name = 'JobsUnavailable';

  constructor(options?: ErrorOptions) {
    super('The job queue cannot be reached', options);
  }
}

/** Thrown by a handler to set the time of the next try, for example after a provider's Retry-After. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';

  constructor(
    readonly afterMs: number,
    reason: string,
  ) {
    super(reason);
  }
}

/** Thrown by a handler when no retry can succeed. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp';
}

/** A try exceeded its time limit. */
export class JobTimedOut extends Error {
  override readonly name = 'JobTimedOut';

  constructor(ms: number) {
    super(`Not done within ${ms} ms`);
  }
}
