import { createHmac } from 'node:crypto';
import { asciiJson } from '../stand-in/index.js';
import type { Platform } from './content-rules.js';
import { type PageFile, newMid } from './page-memory.js';

/** A customer by the id under which one page knows them. */
export interface Person {
  id: string;
  name: string;
  username?: string;
}
/** One event of a conversation; the stand-in adds whose page it is. */
export interface PageEvent {
  /** The customer; the page is the other side. */
  person: string;
  /** Sent by the page. */
  isEcho?: boolean;
  at?: number;
  /** Of a conversation that another app answers. */
  isOnStandby?: boolean;
  content: object;
}

export const textOf = ({ id }: Person, text: string, mid = newMid()): PageEvent => messageOf(id, { text }, mid);

/** A file of a customer, at an address of the stand-in. */
export const fileOf = ({ id }: Person, { id: fileId, contentType }: PageFile, baseUrl: string): PageEvent => {
  const kind = ['image', 'video', 'audio'].find((known) => contentType.startsWith(`${known}/`)) ?? 'file';
  return messageOf(id, { attachments: [{ type: kind, payload: { url: `${baseUrl}/files/${fileId}` } }] });
};

/** Any message of a customer. */
export const messageOf = (person: string, content: object, mid = newMid()): PageEvent => ({
  person,
  content: { message: { mid, ...content } },
});

/** A message of the page, as every app hears of it. */
export const echoFrom = (person: string, content: object, mid = newMid()): PageEvent => ({
  person,
  isEcho: true,
  content: { message: { mid, is_echo: true, ...content } },
});

/** The customer has seen a message, and all before it: what Instagram says instead of a moment. */
export const seenBy = (person: string, mid: string): PageEvent => ({ person, content: { read: { mid } } });

/** The customer has read all that was sent up to a moment. */
export const readUpTo = (person: string, watermark: number): PageEvent => ({
  person,
  content: { read: { watermark } },
});

interface SignedPage {
  platform: Platform;
  pageId: string;
  appSecret: string;
}

const objects: Record<Platform, string> = { messenger: 'page', instagram: 'instagram' };

/** Body and headers of a signed batch. */
export function signedBatch(
  { platform, pageId, appSecret }: SignedPage,
  events: PageEvent[],
): { body: string; headers: Record<string, string> } {
  const time = Date.now();
  const written = (isOnStandby: boolean) =>
    events
      .filter((event) => (event.isOnStandby ?? false) === isOnStandby)
      .map(({ person, isEcho, at = time, content }) => ({
        sender: { id: isEcho ? pageId : person },
        recipient: { id: isEcho ? person : pageId },
        timestamp: at,
        ...content,
      }));
  const [messaging, standby] = [written(false), written(true)];
  const entry = { id: pageId, time, ...(messaging.length && { messaging }), ...(standby.length && { standby }) };
  const body = asciiJson({ object: objects[platform], entry: [entry] });
  const signature = createHmac('sha256', appSecret).update(body).digest('hex');
  return { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } };
}
