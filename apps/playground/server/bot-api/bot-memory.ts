import { randomBytes } from 'node:crypto';

/** A message that the stand-in has taken from the product. */
export interface Sent {
  messageId: number;
  chatId: string;
  /** Its text, or the caption of its file. */
  text: string;
  file: BotFile | null;
  at: Date;
}
export interface BotFile {
  id: string;
  kind: 'photo' | 'document';
  name: string;
  contentType: string;
  bytes: Buffer;
  /** Where it is fetched from. */
  path: string;
}

const MAX_MESSAGES = 5_000;
const MAX_FILE_BYTES = 200 * 1024 * 1024;
const firstDay = Date.UTC(2024, 0, 1);

/** What the stand-in remembers; the oldest gives way. */
export class BotMemory {
  readonly accepted: Sent[] = [];
  private readonly files = new Map<string, BotFile>();
  private fileBytes = 0;
  private lastId = 0;

  /**
   * A number that no message or update had before, not even one of an earlier start: what comes twice under one number
   * is taken once.
   */
  nextId(): number {
    this.lastId = Math.max(this.lastId + 1, Math.floor((Date.now() - firstDay) / 100));
    return this.lastId;
  }

  accept(chatId: string, text: string, file: BotFile | null): Sent {
    const sent: Sent = { messageId: this.nextId(), chatId, text, file, at: new Date() };
    this.accepted.push(sent);
    if (this.accepted.length > MAX_MESSAGES) this.accepted.shift();
    return sent;
  }

  keep(file: Omit<BotFile, 'id' | 'path'>): BotFile {
    const kept: BotFile = {
      ...file,
      id: `AgAC${randomBytes(24).toString('base64url')}`,
      path: `${file.kind}s/file_${this.nextId()}`,
    };
    this.files.set(kept.id, kept);
    this.fileBytes += kept.bytes.length;
    while (this.fileBytes > MAX_FILE_BYTES) this.forget(this.files.keys().next().value!);
    return kept;
  }

  file(id: string): BotFile | undefined {
    return this.files.get(id);
  }

  fileAt(path: string): BotFile | undefined {
    return [...this.files.values()].find((file) => file.path === path);
  }

  private forget(id: string): void {
    this.fileBytes -= this.files.get(id)?.bytes.length ?? 0;
    this.files.delete(id);
  }
}
