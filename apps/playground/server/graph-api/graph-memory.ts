import { randomBytes, randomInt } from 'node:crypto';

/** A message that the stand-in has taken from the product. */
export interface Accepted {
  id: string;
  /** The customer's number without a plus, or the id of one who hides it. */
  recipient: string;
  body: Record<string, unknown>;
  at: Date;
}
export interface Media {
  id: string;
  name: string;
  contentType: string;
  bytes: Buffer;
}

const MAX_MESSAGES = 5_000;
const MAX_MEDIA_BYTES = 200 * 1024 * 1024;

/** What the stand-in remembers; the oldest gives way. */
export class GraphMemory {
  readonly accepted: Accepted[] = [];
  private readonly media = new Map<string, Media>();
  private mediaBytes = 0;

  accept(recipient: string, body: Record<string, unknown>): Accepted {
    const message = { id: newMessageId(), recipient, body, at: new Date() };
    this.accepted.push(message);
    if (this.accepted.length > MAX_MESSAGES) this.accepted.shift();
    return message;
  }

  keep(file: Omit<Media, 'id'>): Media {
    const media = { ...file, id: String(randomInt(1e12, 9e12)) };
    this.media.set(media.id, media);
    this.mediaBytes += media.bytes.length;
    while (this.mediaBytes > MAX_MEDIA_BYTES) this.forget(this.media.keys().next().value!);
    return media;
  }

  file(id: string): Media | undefined {
    return this.media.get(id);
  }

  forget(id: string): void {
    this.mediaBytes -= this.media.get(id)?.bytes.length ?? 0;
    this.media.delete(id);
  }
}

/** An id of the form that WhatsApp gives messages. */
export const newMessageId = (): string => `wamid.${randomBytes(33).toString('base64')}`;
