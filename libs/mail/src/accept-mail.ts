import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ConcurrencyLimit, FindChannel, type ReadyChannel, readReplyAddress } from '#libs/channels';
import { Config, Log, Secrets, asId } from '#libs/platform';
import { type CollectedMail, MailCollector, TooBusy, Unfinished } from './collect-mail.js';
import { type Envelope, traceLines } from './envelope.js';
import { TakeMail } from './take-mail.js';

/** The channels that a mail is addressed to, by id, each with the addresses that named it. */
export type Recipients = Map<string, { channel: ReadyChannel; addresses: string[] }>;

/** Why a mail was refused. */
export interface Refusal {
  code: number;
  text: string;
}

/**
 * Finds the channel of a mail address: the channel's own address, with a reply token or any other tag after a plus, or
 * its id at this installation's host, to which a shop's mail server forwards what its address gets.
 */
@Injectable()
export class FindRecipient {
  private readonly host: string;

  constructor(
    private readonly channels: FindChannel,
    { publicUrl }: Config,
  ) {
    this.host = new URL(publicUrl).hostname;
  }

  async find(recipient: string): Promise<ReadyChannel | null> {
    const { address } = readReplyAddress(recipient);
    const channel =
      (await this.channels.routeAddress(address)) ?? (await this.untagged(address)) ?? (await this.byId(address));
    return channel?.active && channel.adapter.receive === 'mail' ? channel : null;
  }

  private untagged(address: string): Promise<ReadyChannel | null> | null {
    const plain = address.replace(/\+[^@]*@/, '@');
    return plain === address ? null : this.channels.routeAddress(plain);
  }

  private byId(address: string): Promise<ReadyChannel | null> | null {
    const at = address.lastIndexOf('@');
    const id = address.slice(at + 1) === this.host ? asId(address.slice(0, at)) : undefined;
    return id ? this.channels.route(id) : null;
  }
}

/** Mails that are stored at the same time; the others wait, so that a flood leaves connections to other work. */
const mostAtOnce = 4;

/** Stores a mail that a server delivers, once for each channel that it is addressed to. */
@Injectable()
export class AcceptMail {
  private readonly collector = new MailCollector();
  private readonly limit = new ConcurrencyLimit(mostAtOnce);
  private readonly key: Buffer;

  constructor(
    private readonly takeMail: TakeMail,
    private readonly log: Log,
    secrets: Secrets,
  ) {
    this.key = secrets.key('mail-envelope');
  }

  /** Null when the mail is stored. */
  async accept(stream: Readable, recipients: Recipients, envelope: Envelope): Promise<Refusal | null> {
    try {
      return await this.collector.collect(stream, (mail) =>
        this.limit.run(() => this.store(mail, recipients, envelope)),
      );
    } catch (error) {
      if (error instanceof TooBusy) return { code: 452, text: 'Too much mail at once, try again later' };
      // Clients go away, and come again: nothing is wrong here.
      if (error instanceof Unfinished) this.log.debug('a mail broke off before its end');
      else this.log.error('a mail could not be stored', error);
      return { code: 451, text: 'Could not be stored, try again later' };
    }
  }

  private async store(
    { chunks, digest, tooLarge }: CollectedMail,
    recipients: Recipients,
    envelope: Envelope,
  ): Promise<Refusal | null> {
    for (const { channel, addresses } of recipients.values()) {
      const raw = Buffer.concat([traceLines(digest, addresses, envelope, this.key), ...chunks]);
      await this.takeMail.take(channel, raw, { truncated: tooLarge });
    }
    return tooLarge ? { code: 552, text: 'The mail is too large' } : null;
  }
}
