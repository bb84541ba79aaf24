import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

/** A mail as it was transferred; of one that is too large only the beginning. */
export interface CollectedMail {
  chunks: Buffer[];
  /** SHA-256 of the chunks. */
  digest: Buffer;
  tooLarge: boolean;
}

/** Mails larger than this are refused; the part that is kept shows the sender. */
export const mailLimits = {
  maxBytes: 60 * 1024 * 1024,
  keptOfLarger: 64 * 1024,
  maxInFlight: 256 * 1024 * 1024,
  maxDrained: 200 * 1024 * 1024,
  maxMs: 10 * 60_000,
};
type Limits = typeof mailLimits;

/** The mails in transfer exceed the memory limit: the sender has to retry. */
export class TooBusy extends Error {}

/** The client ended its connection inside the mail, or sent without an end. */
export class Unfinished extends Error {}

/** Collects mails from their connections, within limits of size, time and total memory. */
export class MailCollector {
  private inFlight = 0;

  constructor(private readonly limits: Limits = mailLimits) {}

  /** Passes the mail to `use`, and counts its memory as used until that has finished. */
  async collect<T>(stream: Readable, use: (mail: CollectedMail) => Promise<T>): Promise<T> {
    const held = { bytes: 0 };
    try {
      return await use(await this.read(stream, held));
    } finally {
      this.inFlight -= held.bytes;
    }
  }

  private async read(stream: Readable, held: { bytes: number }): Promise<CollectedMail> {
    const timer = setTimeout(() => stream.destroy(new Error('The mail took too long')), this.limits.maxMs);
    const chunks: Buffer[] = [];
    const hash = createHash('sha256');
    let total = 0;
    let busy = false;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        total += chunk.length;
        if (total > this.limits.maxDrained) throw new Unfinished('The mail does not end');
        if (busy || total > this.limits.maxBytes) continue;
        busy = this.inFlight + chunk.length > this.limits.maxInFlight;
        if (busy) continue;
        chunks.push(chunk);
        hash.update(chunk);
        this.take(held, chunk.length);
      }
    } catch (error) {
      throw error instanceof Unfinished ? error : new Unfinished('The mail did not come to its end', { cause: error });
    } finally {
      clearTimeout(timer);
    }
    if (busy) throw new TooBusy();
    return total > this.limits.maxBytes ? this.beginning(chunks) : { chunks, digest: hash.digest(), tooLarge: false };
  }

  private beginning(chunks: Buffer[]): CollectedMail {
    const kept = Buffer.concat(
      chunks,
      Math.min(
        this.limits.keptOfLarger,
        chunks.reduce((sum, chunk) => sum + chunk.length, 0),
      ),
    );
    return { chunks: [kept], digest: createHash('sha256').update(kept).digest(), tooLarge: true };
  }

  private take(held: { bytes: number }, bytes: number): void {
    held.bytes += bytes;
    this.inFlight += bytes;
  }
}
