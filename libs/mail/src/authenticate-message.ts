import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import type { ReadyChannel } from '#libs/channels';
import { verifyIdentity } from '#libs/contacts';
import { Database, Secrets, Storage, type Tx } from '#libs/platform';
import { TicketHints, believeSender } from '#libs/tickets';
import { authenticateMail } from './authenticate-mail.js';
import { readEnvelope } from './envelope.js';

export interface DoubtfulMail {
  id: string;
  channelId: string;
  from: string;
  /** The address by which the contact is known. A Reply-To may say another than From, which alone is proven. */
  contact: string;
  authorId: string | null;
  /** Where the raw mail is stored: beside the message, or under a key of the storage. */
  bytes: Buffer | null;
  rawKey: string | null;
}

/** Marks the sender of a message as verified, when the sender's domain authenticates the mail. */
@Injectable()
export class AuthenticateMessage {
  private readonly key: Buffer;

  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly hints: TicketHints,
    secrets: Secrets,
  ) {
    this.key = secrets.key('mail-envelope');
  }

  /** Throws when the check failed and a retry may succeed. */
  async authenticate(message: DoubtfulMail, channel: ReadyChannel | null): Promise<void> {
    if (!channel || message.contact !== message.from) return;
    const raw = message.bytes ?? (message.rawKey ? await buffer(await this.storage.get(message.rawKey)) : null);
    if (raw && (await this.isProven(raw, message.from, channel))) await this.believe(message);
  }

  /** Whether the domain of an address authenticates a raw mail. Throws when a retry may say more. */
  async isProven(raw: Buffer, from: string, channel: ReadyChannel): Promise<boolean> {
    const trustedAuthserv = channel.adapter.mail?.(channel.settings).trustedAuthserv;
    const known = await readEnvelope(raw, this.key, digestOf);
    const mail = known ? raw.subarray(known.start) : raw;
    return authenticateMail({
      mail,
      envelope: known?.envelope ?? null,
      from,
      ...(trustedAuthserv && { trustedAuthserv }),
    });
  }

  private believe({ id: messageId, from, authorId }: DoubtfulMail): Promise<void> {
    return this.database.transaction(async (tx: Tx) => {
      const isThere = await believeSender(tx, this.hints, messageId);
      if (isThere && authorId) await verifyIdentity(tx, 'email', from);
    });
  }
}

/** Reads in pieces and yields to the event loop between them. */
async function digestOf(mail: Buffer): Promise<Buffer> {
  const hash = createHash('sha256');
  for (let i = 0; i < mail.length; i += 4 * 1024 * 1024) {
    hash.update(mail.subarray(i, i + 4 * 1024 * 1024));
    await new Promise(setImmediate);
  }
  return hash.digest();
}
