import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, graphError, send } from './answers.js';
import type { Accepted, GraphMemory } from './graph-memory.js';
import { isTaken, type Misbehaviour } from './misbehaviour.js';
import { whyInvalid } from './why-invalid.js';

/** `POST /{phone-number-id}/messages`: takes a message, or fails in the way that was ordered. */
export async function acceptMessage(request: IncomingMessage, response: ServerResponse, memory: GraphMemory, misbehaviour: Misbehaviour | undefined, tell: (message: Accepted) => void): Promise<void> {
  const body = parsed(await bodyOf(request));
  const invalid = whyInvalid(body, memory);
  if (invalid) return send(response, 400, graphError(invalid.code, invalid.message, invalid.details));
  if (misbehaviour && !isTaken(misbehaviour)) return fail(response, misbehaviour);
  const message = memory.accept(String(body['to'] ?? body['recipient']), body);
  tell(message);
  if (misbehaviour) return fail(response, misbehaviour, message);
  answer(response, message);
}

function answer(response: ServerResponse, { id, recipient }: Accepted): void {
  send(response, 200, { messaging_product: 'whatsapp', contacts: [{ input: recipient, wa_id: recipient }], messages: [{ id }] });
}

function fail(response: ServerResponse, misbehaviour: Misbehaviour, message?: Accepted): void {
  switch (misbehaviour.kind) {
    case 'throttle': {
      const { retryAfterSeconds } = misbehaviour;
      return send(response, 429, graphError(130429, 'Rate limit hit'), retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) });
    }
    case 'refuse': return send(response, misbehaviour.status, graphError(misbehaviour.code, misbehaviour.message));
    case 'gateway-error': return void response.writeHead(misbehaviour.status ?? 502, { 'content-type': 'text/html' }).end('<html><body>Bad gateway</body></html>');
    case 'hang': return;
    case 'reset': return void response.destroy();
    case 'slow': return void setTimeout(() => answer(response, message!), misbehaviour.ms).unref();
    case 'garble': return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"messages": [');
  }
}

function parsed(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
