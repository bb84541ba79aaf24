import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Misbehaviour, isTaken, jsonOf, misbehave, send } from '../stand-in/index.js';
import type { PageMemory, PageMessage } from './page-memory.js';

/** An error of the Graph API. */
export const graphError = (code: number, message: string, subcode?: number) => ({
  error: {
    message: `(#${code}) ${message}`,
    type: 'OAuthException',
    code,
    ...(subcode !== undefined && { error_subcode: subcode }),
    fbtrace_id: 'playground',
  },
});

interface Refused {
  status: number;
  body: object;
}

/** `POST /{page-id}/messages`: takes a message within its window, or fails in the way that was ordered. */
export async function acceptMessage(
  request: IncomingMessage,
  response: ServerResponse,
  memory: PageMemory,
  misbehaviour: Misbehaviour | undefined,
  notify: (message: PageMessage) => void,
): Promise<void> {
  const body = await jsonOf(request);
  const refused = whyRefused(body, memory);
  if (refused) return send(response, refused.status, refused.body);
  const recipient = recipientOf(body)!;
  const isAccepted = !misbehaviour || isTaken(misbehaviour);
  const message = isAccepted ? memory.accept(recipient, body) : undefined;
  if (message) notify(message);
  const answer = () => message && send(response, 200, { recipient_id: recipient, message_id: message.id });
  if (!misbehaviour) return answer();
  misbehave(
    response,
    misbehaviour,
    (why) => {
      if (why.kind === 'refuse') return send(response, why.status, graphError(why.code ?? 100, why.message));
      const wait = why.retryAfterSeconds;
      const headers: Record<string, string> = wait === undefined ? {} : { 'retry-after': String(wait) };
      send(response, 400, graphError(613, 'Calls to this api have exceeded the rate limit.'), headers);
    },
    answer,
  );
}

const recipientOf = (body: Record<string, unknown>): string | undefined => {
  const { id } = (body['recipient'] ?? {}) as { id?: unknown };
  return typeof id === 'string' && id ? id : undefined;
};

const day = 24 * 3_600_000;

function whyRefused(body: Record<string, unknown>, memory: PageMemory): Refused | undefined {
  const recipient = recipientOf(body);
  if (!recipient) return invalid('recipient is required');
  const silence = memory.silence(recipient);
  if (silence === Infinity) return { status: 400, body: graphError(100, 'No matching user found', 2018001) };
  const isByPerson = body['messaging_type'] === 'MESSAGE_TAG' && body['tag'] === 'HUMAN_AGENT';
  if (silence > (isByPerson ? 7 * day : day))
    return { status: 400, body: graphError(10, 'This message is sent outside of allowed window.', 2018278) };
  if (!['RESPONSE', 'UPDATE', 'MESSAGE_TAG'].includes(String(body['messaging_type'])))
    return invalid('messaging_type is not valid');
  return whyContentRefused((body['message'] ?? {}) as Record<string, unknown>, memory);
}

function whyContentRefused(message: Record<string, unknown>, memory: PageMemory): Refused | undefined {
  const { text, attachment, metadata } = message as {
    text?: unknown;
    metadata?: unknown;
    attachment?: { payload?: { attachment_id?: string } };
  };
  if (metadata !== undefined && (typeof metadata !== 'string' || metadata.length > 1_000))
    return invalid('metadata must be at most 1000 characters');
  if (attachment)
    return memory.file(attachment.payload?.attachment_id ?? '') ? undefined : invalid('Upload attachment failure.');
  if (typeof text !== 'string' || !text) return invalid('message text is required');
  return text.length > 2_000 ? invalid('Length of param message[text] must be at most 2000') : undefined;
}

const invalid = (message: string): Refused => ({ status: 400, body: graphError(100, message) });
