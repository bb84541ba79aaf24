import { setTimeout as pause } from 'node:timers/promises';
import { Database, firstRow, newId } from '#libs/platform';
import { leaseMailbox, releaseMailbox, renewMailbox, saveCursor } from './imap-mailboxes.queries.js';
import type { MailboxCursor } from './read-mailbox.js';

const renewEveryMs = 8_000;

/** The lease of one worker on a mailbox. It expires when it is not renewed, for example after a crash. */
export class MailboxLease {
  private constructor(
    private readonly database: Database,
    private readonly channelId: string,
    private readonly holder: string,
    readonly cursor: MailboxCursor,
    readonly since: Date,
  ) {}

  /** Returns null while another worker reads the mailbox, or while it waits after a failure. */
  static async take(database: Database, channelId: string, source: string): Promise<MailboxLease | null> {
    const holder = newId();
    const row = await firstRow<MailboxCursor & { since: Date }>(database, leaseMailbox, [channelId, source, holder]);
    if (!row) return null;
    const { since, ...cursor } = row;
    return new MailboxLease(database, channelId, holder, cursor, since);
  }

  /** Renews until `signal` fires; returns when the lease is lost. */
  async keep(signal: AbortSignal): Promise<void> {
    let kept = true;
    while (kept && !signal.aborted) {
      await pause(renewEveryMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted)
        kept = await firstRow(this.database, renewMailbox, [this.channelId, this.holder]).then(Boolean, () => false);
    }
  }

  async save({ uidValidity, lastUid, deferredUids }: MailboxCursor): Promise<void> {
    await this.database.query(saveCursor, [this.channelId, this.holder, uidValidity, lastUid, deferredUids]);
  }

  async release(failed: boolean): Promise<void> {
    await this.database.query(releaseMailbox, [this.channelId, this.holder, failed]);
  }
}
