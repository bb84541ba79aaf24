import { Injectable } from '@nestjs/common';
import type { InboundMessage, ReadyChannel } from '#libs/channels';
import { Database, firstRow } from '#libs/platform';
import { findOwnMail } from '#libs/tickets';
import { AuthenticateMessage, type DoubtfulMail } from './authenticate-message.js';
import { checkOfMail } from './mail-checks.queries.js';

/** How long a server that delivers a mail waits for the look-ups; then the sender counts as not proven. */
const patienceMs = 10_000;

/**
 * Checks senders before a mail is stored, in the one case in which it decides where the mail goes: it answers an
 * earlier mail of the same sender, which any sender may claim.
 */
@Injectable()
export class CompareSenders {
  constructor(
    private readonly database: Database,
    private readonly authenticate: AuthenticateMessage,
  ) {}

  /** Whether the sender is proven. False for a mail that answers none of its sender's own: there it does not matter. */
  async isProvenForOwn(channel: ReadyChannel, message: InboundMessage): Promise<boolean> {
    const { raw, sender } = message;
    if (!raw || message.relayed) return false;
    const earlier = await findOwnMail(this.database, channel, message);
    if (!earlier) return false;
    const [isProven] = await Promise.all([
      inTime(this.authenticate.isProven(Buffer.from(raw), sender.value, channel)),
      inTime(this.checkNow(earlier, channel)),
    ]);
    return isProven === true;
  }

  /** The check of the earlier mail may not have had its turn. */
  private async checkNow(messageId: string, channel: ReadyChannel): Promise<void> {
    const mail = await firstRow<DoubtfulMail>(this.database, checkOfMail, [messageId]);
    if (mail) await this.authenticate.authenticate(mail, channel);
  }
}

/** What cannot be looked up now is looked up later; until then it is not proven. */
async function inTime<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, patienceMs, null)));
  try {
    return await Promise.race([work.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
