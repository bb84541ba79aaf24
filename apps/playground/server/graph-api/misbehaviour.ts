/** How a provider can meet a message badly. */
export type Misbehaviour =
  /** Not taken, with a time to wait. */
  | { kind: 'throttle'; retryAfterSeconds?: number }
  /** Not taken, and said so in the provider's own words. */
  | { kind: 'refuse'; status: number; code: number; message: string }
  /** Taken or not, a gateway's page without the provider's words. */
  | { kind: 'gateway-error'; accept: boolean; status?: number }
  /** Taken, and never answered. */
  | { kind: 'hang' }
  /** Taken, and the connection cut before the answer. */
  | { kind: 'reset' }
  /** Taken, and answered after a while. */
  | { kind: 'slow'; ms: number }
  /** Taken, and answered with what is no JSON. */
  | { kind: 'garble' };

/** Whether the message counts as taken in spite of all. */
export const isTaken = (misbehaviour: Misbehaviour): boolean =>
  misbehaviour.kind === 'gateway-error' ? misbehaviour.accept : misbehaviour.kind !== 'throttle' && misbehaviour.kind !== 'refuse';
