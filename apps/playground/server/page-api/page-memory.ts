import { randomBytes, randomInt } from 'node:crypto';

/** A message that the stand-in has taken from the product. */
export interface PageMessage {
  id: string;
  /** The page-scoped id of the customer. */
  recipient: string;
  body: Record<string, unknown>;
  at: Date;
}
export interface PageFile {
  id: string;
  name: string;
  contentType: string;
  bytes: Buffer;
}

const MAX_MESSAGES = 5_000;
const MAX_FILES = 500;

/** What the stand-in remembers; the oldest gives way. */
export class PageMemory {
  readonly accepted: PageMessage[] = [];
  /** Files that were fetched from the product, as they came. */
  readonly fetched: Pick<PageFile, 'contentType' | 'bytes'>[] = [];
  private readonly files = new Map<string, PageFile>();
  /** When each customer wrote last, by page-scoped id. */
  private readonly wrote = new Map<string, number>();

  accept(recipient: string, body: Record<string, unknown>): PageMessage {
    const message = { id: newMid(), recipient, body, at: new Date() };
    this.accepted.push(message);
    if (this.accepted.length > MAX_MESSAGES) this.accepted.shift();
    return message;
  }

  keep(file: Omit<PageFile, 'id'>): PageFile {
    const kept = { ...file, id: String(randomInt(1e12, 9e12)) };
    this.files.set(kept.id, kept);
    if (this.files.size > MAX_FILES) this.files.delete(this.files.keys().next().value!);
    return kept;
  }

  noteFetched(file: Pick<PageFile, 'contentType' | 'bytes'>): void {
    this.fetched.push(file);
    if (this.fetched.length > MAX_FILES) this.fetched.shift();
  }

  file(id: string): PageFile | undefined {
    return this.files.get(id);
  }

  noteWritten(customer: string, at: number): void {
    this.wrote.set(customer, at);
  }

  /** Milliseconds since the customer wrote; infinite for those who never did. */
  silence(customer: string): number {
    return Date.now() - (this.wrote.get(customer) ?? -Infinity);
  }
}

/** An id of the form that Messenger gives messages. */
export const newMid = (): string => `m_${randomBytes(48).toString('base64url')}`;
