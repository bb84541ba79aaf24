/** The queue cannot be reached, or is too slow: nothing is known to be queued, so try again later. */
export class JobsUnavailable extends Error {
  override readonly name = 'JobsUnavailable';

  constructor(options?: ErrorOptions) {
    super('The job queue cannot be reached', options);
  }
}

/** Thrown by a handler that knows better than the backoff when to try again, as after a provider's Retry-After. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';

  constructor(
    readonly afterMs: number,
    reason: string,
  ) {
    super(reason);
  }
}

/** Thrown by a handler that knows that no further try can help. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp';
}

/** A try that ran out of time. */
export class JobTimedOut extends Error {
  override readonly name = 'JobTimedOut';

  constructor(ms: number) {
    super(`Not done within ${ms} ms`);
  }
}
