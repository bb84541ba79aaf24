import type { IncomingMessage, ServerResponse } from 'node:http';
import { isTaken, jsonOf, type Misbehaviour, misbehave, send } from '../stand-in/index.js';
import { graphError } from './answers.js';
import type { Accepted, GraphMemory } from './graph-memory.js';
import { whyInvalid } from './why-invalid.js';

/** `POST /{phone-number-id}/messages`: takes a message, or fails in the way that was ordered. */
export async function acceptMessage(
  request: IncomingMessage,
  response: ServerResponse,
  memory: GraphMemory,
  misbehaviour: Misbehaviour | undefined,
  tell: (message: Accepted) => void,
): Promise<void> {
  const body = await jsonOf(request);
  const invalid = whyInvalid(body, memory);
  if (invalid) return send(response, 400, graphError(invalid.code, invalid.message, invalid.details));
  const message =
    misbehaviour && !isTaken(misbehaviour) ? undefined : memory.accept(String(body['to'] ?? body['recipient']), body);
  if (message) tell(message);
  const answer = () => message && confirm(response, message);
  if (!misbehaviour) return answer();
  misbehave(
    response,
    misbehaviour,
    (why) => {
      if (why.kind === 'refuse') return send(response, why.status, graphError(why.code ?? 100, why.message));
      send(
        response,
        429,
        graphError(130429, 'Rate limit hit'),
        why.retryAfterSeconds === undefined ? {} : { 'retry-after': String(why.retryAfterSeconds) },
      );
    },
    answer,
  );
}

function confirm(response: ServerResponse, { id, recipient }: Accepted): void {
  send(response, 200, {
    messaging_product: 'whatsapp',
    contacts: [{ input: recipient, wa_id: recipient }],
    messages: [{ id }],
  });
}
