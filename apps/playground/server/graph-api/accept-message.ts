import type { IncomingMessage, ServerResponse } from 'node:http';
import { isTaken, jsonOf, type Misbehaviour, misbehave, send } from '../stand-in/index.js';
import { graphError } from './cloud-payloads.js';
import type { Accepted, GraphMemory } from './graph-memory.js';
import { type GraphTemplate, whyTemplateInvalid } from './templates.js';

/** What the number has: files, and the templates of its account. */
interface PlayedNumber {
  memory: GraphMemory;
  options: { templates: GraphTemplate[] };
}

/** `POST /{phone-number-id}/messages`: takes a message, or fails in the way that was ordered. */
export async function acceptMessage(
  request: IncomingMessage,
  response: ServerResponse,
  number: PlayedNumber,
  misbehaviour: Misbehaviour | undefined,
  notify: (message: Accepted) => void,
): Promise<void> {
  const body = await jsonOf(request);
  const invalid = whyInvalid(body, number);
  if (invalid) return send(response, 400, graphError(invalid.code, invalid.message, invalid.details));
  const message =
    misbehaviour && !isTaken(misbehaviour)
      ? undefined
      : number.memory.accept(String(body['to'] ?? body['recipient']), body);
  if (message) notify(message);
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

/** The Cloud API's objection to a message, undefined when there is none. */
function whyInvalid(
  body: Record<string, unknown>,
  { memory, options }: PlayedNumber,
): { code: number; message: string; details?: string } | undefined {
  if (body['messaging_product'] !== 'whatsapp') return parameter('messaging_product is required');
  if (!isText(body['to']) && !isText(body['recipient'])) return parameter('to or recipient is required');
  const data = body['biz_opaque_callback_data'];
  if (data !== undefined && (!isText(data) || data.length > 512))
    return parameter('biz_opaque_callback_data must be at most 512 characters');
  if (body['type'] === 'text') return whyTextInvalid(body['text'] as { body?: unknown } | undefined);
  if (body['type'] === 'template')
    return whyTemplateInvalid(options.templates, body['template'], (id) => isText(id) && Boolean(memory.file(id)));
  if (!['image', 'video', 'audio', 'document', 'sticker'].includes(String(body['type'])))
    return { code: 131009, message: 'Parameter value is not valid', details: 'type' };
  const { id } = (body[String(body['type'])] ?? {}) as { id?: unknown };
  return isText(id) && memory.file(id)
    ? undefined
    : { code: 131053, message: 'Media upload error', details: 'The media id is not known' };
}

function whyTextInvalid(text: { body?: unknown } | undefined) {
  if (!isText(text?.body)) return parameter('text.body is required');
  return text.body.length > 4_096 ? parameter('text.body must be at most 4096 characters') : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0;
const parameter = (details: string) => ({ code: 100, message: 'Invalid parameter', details });
