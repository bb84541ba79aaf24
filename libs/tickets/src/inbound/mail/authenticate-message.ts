import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FindChannel } from '#libs/channels';
import { verifyIdentity } from '#libs/contacts';
import { Database, Secrets, Storage, type Tx, appendEvent, firstRow } from '#libs/platform';
import { bumpTicketOf } from '../../bump-ticket.js';
import { readRaw } from '../../files/read-raw.js';
import { TicketHints } from '../../ticket-hints.js';
import { authenticateMail } from './authenticate-mail.js';
import { readEnvelope } from './envelope.js';

interface DoubtfulMail {
  channelId: string;
  from: string;
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

  async authenticate(messageId: string): Promise<void> {
    const message = await firstRow<DoubtfulMail>(
      this.database,
      `select channel_id as "channelId", from_address as "from", author_id as "authorId" from messages
       where id = $1 and has_raw and from_address is not null and 'unauthenticated' = any(flags)`,
      [messageId],
    );
    const channel = message && (await this.channels.byId(message.channelId));
    if (!message || !channel) return;
    const trustedAuthserv = channel.adapter.mail?.(channel.settings).trustedAuthserv;
    const raw = await readRaw(this.database, this.storage, messageId);
    if (!raw) return;
    const known = await readEnvelope(raw, this.key, digestOf);
    const mail = known ? raw.subarray(known.start) : raw;
    const passed = await authenticateMail({ mail, envelope: known?.envelope ?? null, from: message.from, ...(trustedAuthserv && { trustedAuthserv }) });
    if (passed) await this.believe(messageId, message);
  }

  private believe(messageId: string, { from, authorId }: DoubtfulMail): Promise<void> {
    return this.database.transaction(async (tx: Tx) => {
      const ticket = await bumpTicketOf(tx, messageId);
      if (!ticket) return;
      await tx.query(`update messages set flags = array_remove(flags, 'unauthenticated'), change_seq = $2 where id = $1`, [messageId, ticket.changeSeq]);
      if (authorId) await verifyIdentity(tx, 'email', from);
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
