import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Misbehaviour, isTaken, jsonOf, misbehave, send } from '../stand-in/index.js';
import { type Platform, contentRules } from './content-rules.js';
import { graphError } from './graph-error.js';
import type { PageMemory, PageMessage } from './page-memory.js';

interface Circumstances {
  platform: Platform;
  misbehaviour: Misbehaviour | undefined;
  notify: (message: PageMessage) => void;
}

/** `POST /{page-id}/messages`: takes a message within its window, or fails in the way that was ordered. */
export async function acceptMessage(
  request: IncomingMessage,
  response: ServerResponse,
  memory: PageMemory,
  { platform, misbehaviour, notify }: Circumstances,
): Promise<void> {
  const body = await jsonOf(request);
  const refused = whyRefused(body, memory, platform) ?? (await contentRules[platform](body, memory));
  if (refused) return send(response, 400, refused);
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

/** The subcodes by which the platforms say that nobody has this id, and that the window is over. */
const subcodes = {
  messenger: { unknown: 2018001, closed: 2018278 },
  instagram: { unknown: 2534014, closed: 2534022 },
};

function whyRefused(body: Record<string, unknown>, memory: PageMemory, platform: Platform): object | undefined {
  const recipient = recipientOf(body);
  if (!recipient) return graphError(100, 'recipient is required');
  const silence = memory.silence(recipient);
  const { unknown, closed } = subcodes[platform];
  if (silence === Infinity) return graphError(100, 'No matching user found', unknown);
  const isTagged = platform === 'instagram' || body['messaging_type'] === 'MESSAGE_TAG';
  if (silence > (isTagged && body['tag'] === 'HUMAN_AGENT' ? 7 * day : day))
    return graphError(10, 'This message is sent outside of allowed window.', closed);
  return undefined;
}
