import type { GraphMemory } from './graph-memory.js';

/** What the Cloud API would object to in a message, undefined when nothing. */
export function whyInvalid(
  body: Record<string, unknown>,
  memory: GraphMemory,
): { code: number; message: string; details?: string } | undefined {
  if (body['messaging_product'] !== 'whatsapp') return parameter('messaging_product is required');
  if (!isText(body['to']) && !isText(body['recipient'])) return parameter('to or recipient is required');
  const data = body['biz_opaque_callback_data'];
  if (data !== undefined && (!isText(data) || data.length > 512))
    return parameter('biz_opaque_callback_data must be at most 512 characters');
  if (body['type'] === 'text') return whyTextInvalid(body['text'] as { body?: unknown } | undefined);
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
