import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FindChannel } from '#libs/channels';
import { verifyIdentity } from '#libs/contacts';
import { Database, type JobRun, Secrets, Storage, type Tx, appendEvent, firstRow, isUnavailable } from '#libs/platform';
import { bumpTicketOf } from '../../bump-ticket.js';
import { readRaw } from '../../files/read-raw.js';
import { TicketHints } from '../../ticket-hints.js';
import { authenticateMail } from './authenticate-mail.js';
import { readEnvelope } from './envelope.js';

interface DoubtfulMail {
  channelId: string;
  from: string | null;
  authorId: string | null;
}

/** Takes the doubt about its sender from a message, when the sender's domain stands behind it. */
@Injectable()
export class AuthenticateMessage {
  private readonly key: Buffer;

  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly channels: FindChannel,
    private readonly hints: TicketHints,
    secrets: Secrets,
  ) {
    this.key = secrets.key('mail-envelope');
  }

  /** After the last try nobody asks again: the doubt stays. */
  async authenticate(messageId: string, { isLast }: Pick<JobRun, 'isLast'>): Promise<void> {
    const message = await firstRow<DoubtfulMail>(
      this.database,
      `select channel_id as "channelId", from_address as "from", author_id as "authorId" from messages
       where id = $1 and has_raw and 'unauthenticated' = any(flags) and sender_checked_at is null`,
      [messageId],
    );
    if (!message) return;
    const passed = await this.lookUp(messageId, message).catch((error: unknown) => {
      if (!isLast || isUnavailable(error)) throw error;
      return false;
    });
    if (passed) await this.believe(messageId, message);
    else await this.database.query('update messages set sender_checked_at = now() where id = $1', [messageId]);
  }

  private async lookUp(messageId: string, { channelId, from }: DoubtfulMail): Promise<boolean> {
    const channel = from ? await this.channels.byId(channelId) : null;
    const raw = channel && (await readRaw(this.database, this.storage, messageId));
    if (!raw || !from) return false;
    const trustedAuthserv = channel.adapter.mail?.(channel.settings).trustedAuthserv;
    const known = await readEnvelope(raw, this.key, digestOf);
    const mail = known ? raw.subarray(known.start) : raw;
    return authenticateMail({ mail, envelope: known?.envelope ?? null, from, ...(trustedAuthserv && { trustedAuthserv }) });
  }

  private believe(messageId: string, { from, authorId }: DoubtfulMail): Promise<void> {
    return this.database.transaction(async (tx: Tx) => {
      const ticket = await bumpTicketOf(tx, messageId);
      if (!ticket) return;
      await tx.query(`update messages set flags = array_remove(flags, 'unauthenticated'), sender_checked_at = now(), change_seq = $2 where id = $1`, [messageId, ticket.changeSeq]);
      if (authorId && from) await verifyIdentity(tx, 'email', from);
      await appendEvent(tx, { type: 'MessageChanged', ticketId: ticket.id, payload: { messageId } });
      this.hints.changed(tx, ticket);
    });
  }
}

/** A piece at a time, with the event loop let in between. */
async function digestOf(mail: Buffer): Promise<Buffer> {
  const hash = createHash('sha256');
  for (let i = 0; i < mail.length; i += 4 * 1024 * 1024) {
    hash.update(mail.subarray(i, i + 4 * 1024 * 1024));
    await new Promise(setImmediate);
  }
  return hash.digest();
}
