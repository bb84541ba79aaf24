import type { ServerResponse } from 'node:http';
import { isTaken, type Misbehaviour, misbehave, send } from '../stand-in/index.js';
import { botError, ok } from './answers.js';
import type { BotMemory, Sent } from './bot-memory.js';
import { type Bot, sentFields } from './bot-payloads.js';
import type { Params } from './read-params.js';
import { kindOf, whyInvalid } from './why-invalid.js';

interface Desk {
  bot: Bot;
  memory: BotMemory;
  misbehaviour: () => Misbehaviour | undefined;
  tell: (message: Sent) => void;
}

/** `sendMessage`, `sendPhoto`, `sendDocument`: takes a message, or fails in the way that was ordered. */
export async function acceptMessage(
  method: string,
  params: Params,
  response: ServerResponse,
  { bot, memory, misbehaviour: next, tell }: Desk,
): Promise<void> {
  const invalid = whyInvalid(method, params);
  if (invalid) return send(response, 400, botError(400, `Bad Request: ${invalid}`));
  const misbehaviour = next();
  const sent = misbehaviour && !isTaken(misbehaviour) ? undefined : await take(method, params, memory);
  if (sent) tell(sent);
  const answer = () => sent && send(response, 200, ok(sentFields(bot, sent)));
  if (!misbehaviour) return void answer();
  misbehave(
    response,
    misbehaviour,
    (why) => {
      if (why.kind === 'refuse') return send(response, why.status, botError(why.status, why.message));
      const seconds = why.retryAfterSeconds ?? 1;
      send(response, 429, botError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds }));
    },
    answer,
  );
}

async function take(method: string, { fields, files }: Params, memory: BotMemory): Promise<Sent> {
  const kind = kindOf(method);
  const given = method === 'sendMessage' ? undefined : files[kind];
  const file = given
    ? memory.keep({ kind, name: given.name, contentType: given.type, bytes: Buffer.from(await given.arrayBuffer()) })
    : null;
  return memory.accept(fields['chat_id']!, (file ? fields['caption'] : fields['text']) ?? '', file);
}
