import type { ServerResponse } from 'node:http';

/** How a provider can meet a message badly. */
export type Misbehaviour =
  /** Not taken, with a time to wait. */
  | { kind: 'throttle'; retryAfterSeconds?: number }
  /** Not taken, and said so in the provider's own words. */
  | { kind: 'refuse'; status: number; code?: number; message: string }
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

type Spoken = Extract<Misbehaviour, { kind: 'throttle' | 'refuse' }>;

/** Whether the message counts as taken in spite of all. */
export const isTaken = (misbehaviour: Misbehaviour): boolean =>
  misbehaviour.kind === 'gateway-error'
    ? misbehaviour.accept
    : misbehaviour.kind !== 'throttle' && misbehaviour.kind !== 'refuse';

/**
 * Fails in the way that was ordered. `speak` answers in the provider's own words, `answer` as if all had gone well.
 */
export function misbehave(
  response: ServerResponse,
  misbehaviour: Misbehaviour,
  speak: (why: Spoken) => void,
  answer: () => void,
): void {
  switch (misbehaviour.kind) {
    case 'throttle':
    case 'refuse':
      return speak(misbehaviour);
    case 'gateway-error':
      return void response
        .writeHead(misbehaviour.status ?? 502, { 'content-type': 'text/html' })
        .end('<html><body>Bad gateway</body></html>');
    case 'hang':
      return;
    case 'reset':
      return void response.destroy();
    case 'slow':
      return void setTimeout(answer, misbehaviour.ms).unref();
    case 'garble':
      return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"messages": [');
  }
}
