import type { IncomingMessage, ServerResponse } from 'node:http';
import { formOf, isTaken, jsonOf, type Misbehaviour, misbehave, send } from '../stand-in/index.js';
import type { BotMemory, Sent } from './bot-memory.js';
import { type Bot, botError, ok, sentFields } from './bot-payloads.js';

/** What a call was given: values as text, and files. */
interface Params {
  fields: Record<string, string>;
  files: Record<string, File>;
}

/** The Bot API takes values from the address, from JSON and from both kinds of forms. */
export async function readParams(request: IncomingMessage, query: URLSearchParams): Promise<Params> {
  const params: Params = { fields: Object.fromEntries(query), files: {} };
  if (request.method !== 'POST') return params;
  const isJson = request.headers['content-type']?.includes('json');
  const given: [string, unknown][] = isJson ? Object.entries(await jsonOf(request)) : [...(await formOf(request))];
  for (const [name, value] of given) {
    if (value instanceof File) params.files[name] = value;
    else if (typeof value === 'string' || typeof value === 'number') params.fields[name] = String(value);
  }
  return params;
}

interface BotContext {
  bot: Bot;
  memory: BotMemory;
  misbehaviour: () => Misbehaviour | undefined;
  notify: (message: Sent) => void;
}

/** `sendMessage`, `sendPhoto`, `sendDocument`: takes a message, or fails in the way that was ordered. */
export async function acceptMessage(
  method: string,
  params: Params,
  response: ServerResponse,
  { bot, memory, misbehaviour: next, notify }: BotContext,
): Promise<void> {
  const invalid = whyInvalid(method, params);
  if (invalid) return send(response, 400, botError(400, `Bad Request: ${invalid}`));
  const misbehaviour = next();
  const sent = misbehaviour && !isTaken(misbehaviour) ? undefined : await take(method, params, memory);
  if (sent) notify(sent);
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

const MAX_TEXT = 4_096;
const MAX_CAPTION = 1_024;

/** The Bot API's objection to a message, undefined when there is none. */
function whyInvalid(method: string, { fields, files }: Params): string | undefined {
  const { chat_id: chatId = '', text = '', caption = '' } = fields;
  if (!chatId) return 'chat_id is empty';
  if (!/^\d{1,20}$/.test(chatId)) return 'chat not found';
  if (caption.length > MAX_CAPTION) return 'message caption is too long';
  if (method !== 'sendMessage')
    return files[kindOf(method)] ? undefined : `there is no ${kindOf(method)} in the request`;
  if (!text.trim()) return 'message text is empty';
  return text.length > MAX_TEXT ? 'message is too long' : undefined;
}

/** The file that a method sends. */
const kindOf = (method: string): 'photo' | 'document' => (method === 'sendPhoto' ? 'photo' : 'document');
