import { graphError } from './graph-error.js';
import type { PageMemory } from './page-memory.js';

export type Platform = 'messenger' | 'instagram';

type WhyRefused = (body: Record<string, unknown>, memory: PageMemory) => Promise<object | undefined>;

interface Said {
  text?: unknown;
  metadata?: unknown;
  attachment?: { payload?: { attachment_id?: string; url?: string } };
}

/** What a message must hold at each platform, and why it is refused. */
export const contentRules: Record<Platform, WhyRefused> = { messenger: atMessenger, instagram: atInstagram };

async function atMessenger(body: Record<string, unknown>, memory: PageMemory): Promise<object | undefined> {
  const { text, attachment, metadata } = (body['message'] ?? {}) as Said;
  if (!['RESPONSE', 'UPDATE', 'MESSAGE_TAG'].includes(String(body['messaging_type'])))
    return invalid('messaging_type is not valid');
  if (metadata !== undefined && (typeof metadata !== 'string' || metadata.length > 1_000))
    return invalid('metadata must be at most 1000 characters');
  if (attachment)
    return memory.file(attachment.payload?.attachment_id ?? '') ? undefined : invalid('Upload attachment failure.');
  if (typeof text !== 'string' || !text) return invalid('message text is required');
  return text.length > 2_000 ? invalid('Length of param message[text] must be at most 2000') : undefined;
}

/** A file is fetched from its address before the message is taken. */
async function atInstagram(body: Record<string, unknown>, memory: PageMemory): Promise<object | undefined> {
  const { text, attachment } = (body['message'] ?? {}) as Said;
  if (attachment) {
    const file = await fetchFile(attachment.payload?.url ?? '');
    if (!file) return invalid('Upload attachment failure.', 2018047);
    return void memory.noteFetched(file);
  }
  if (typeof text !== 'string' || !text) return invalid('message text is required');
  return Buffer.byteLength(text) > 1_000 ? invalid('Message text must be UTF-8 and be 1000 bytes or less') : undefined;
}

async function fetchFile(url: string): Promise<{ contentType: string; bytes: Buffer } | undefined> {
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok) return undefined;
  const bytes = Buffer.from(await response.arrayBuffer());
  return { contentType: response.headers.get('content-type') ?? '', bytes };
}

const invalid = (message: string, subcode?: number) => graphError(100, message, subcode);
