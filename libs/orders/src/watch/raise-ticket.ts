import { Injectable } from '@nestjs/common';
import { FindChannel, type ReadyChannel } from '#libs/channels';
import { identifyContact } from '#libs/contacts';
import { type Tx, firstRow } from '#libs/platform';
import { TicketHints, raiseTicket } from '#libs/tickets';
import { channelToWrite } from '../notices/notice.queries.js';
import { formatDay, orderWords } from '../words/order-words.js';
import { typesToWrite } from './types-to-write.js';
import type { WatchedOrder } from './watched-order.js';

type Address = { kind: 'email' | 'phone'; value: string };

/** Gives an agent a ticket about an order that has not arrived, on a channel by which its buyer can be written to. */
@Injectable()
export class RaiseTicket {
  constructor(
    private readonly channels: FindChannel,
    private readonly hints: TicketHints,
  ) {}

  /** Returns false without any channel: then there is no ticket yet. */
  async raise(tx: Tx, order: WatchedOrder): Promise<boolean> {
    const way = await this.way(tx, order);
    if (!way) return false;
    const { channel, recipient } = way;
    const { subject, text } = describeLate(order);
    const contactId = await identifyContact(tx, {
      ...recipient,
      locale: order.locale,
      verified: false,
      channelType: channel.type,
    });
    await raiseTicket(tx, this.hints, {
      channel: { ...channel, storeId: order.storeId },
      contactId,
      recipient,
      subject,
      locale: order.locale,
      note: { text, author: order.storeName },
    });
    return true;
  }

  private async way(tx: Tx, order: WatchedOrder): Promise<{ channel: ReadyChannel; recipient: Address } | null> {
    for (const kind of ['email', 'phone'] as const) {
      const value = order[kind];
      if (!value) continue;
      const found = await firstRow<{ id: string }>(tx, channelToWrite, [typesToWrite[kind], order.storeId, []]);
      const channel = found && (await this.channels.byId(found.id));
      if (channel) return { channel, recipient: { kind, value } };
    }
    return null;
  }
}

/** In the language of the store: agents have none in common. */
function describeLate({ number, promisedAt, storeLocale, timeZone }: WatchedOrder): { subject: string; text: string } {
  const { words, locale } = orderWords(storeLocale);
  const date = promisedAt && formatDay(promisedAt, locale, timeZone);
  return { subject: words.raised.subject(number), text: words.raised.text(number, date) };
}
