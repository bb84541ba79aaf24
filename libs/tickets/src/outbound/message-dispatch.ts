import { Injectable } from '@nestjs/common';
import { FindChannel, type OutboundTemplate, type ReadyChannel } from '#libs/channels';
import {
  type Composed,
  type Dispatch,
  DispatchOwner,
  type OwnsDispatches,
  type PastDispatch,
  type ProviderIds,
  SendLane,
  type Settled,
  queuedDispatch,
} from '#libs/dispatch';
import { type DeliveryStatus, reason } from '#libs/contracts';
import { Database, type EventOf, Subscriber, type Tx, defer, firstRow, publish, rows } from '#libs/platform';
import { bumpTicketOf } from '../core/change-message.js';
import { MessageQueued, MessageStatusChanged } from '../core/events.js';
import { deferTicketLock } from '../core/find-visible-ticket.js';
import { system } from '../core/record-event.js';
import { TicketHints } from '../core/ticket-hints.js';
import { replyWindowEnd } from '../core/ticket-view.js';
import { undoStatus } from '../core/undo-status.js';
import { MessageFiles } from '../files/store-files.js';
import * as queries from './outbound.queries.js';

interface MessageToSend {
  seq: number;
  text: string;
  template: OutboundTemplate | null;
  authorKind: string;
  authorName: string | null;
  locale: string | null;
  ticketId: string;
  subject: string;
  storeName: string | null;
  replyToken: string;
  lastInboundAt: Date | null;
  recipientKind: string;
  recipientValue: string;
  name: string | null;
  isAnothers: boolean;
}

/** Queues the dispatch of a queued message. */
@Injectable()
export class DeliverSubscriber {
  constructor(private readonly lanes: SendLane) {}

  @Subscriber(MessageQueued, 'deliver')
  async queue({ messageId }: EventOf<typeof MessageQueued>, tx: Tx): Promise<void> {
    const waiting = await queuedDispatch(tx, messageId);
    if (waiting) await this.lanes.queue(waiting.lane, waiting);
  }
}

/** Sends a ticket's messages to its contact, and shows on each message the state of its dispatch. */
@Injectable()
@DispatchOwner({ kind: 'message' })
export class MessageDispatch implements OwnsDispatches {
  constructor(
    private readonly database: Database,
    private readonly channels: FindChannel,
    private readonly files: MessageFiles,
    private readonly hints: TicketHints,
  ) {}

  async compose({ ownerId, channelId, recipientKind, recipientValue }: Dispatch): Promise<Composed> {
    const [message, channel] = await Promise.all([
      firstRow<MessageToSend>(this.database, queries.messageToSend, [ownerId]),
      channelId ? this.channels.byId(channelId) : null,
    ]);
    if (!message) return { next: 'cancel', why: 'The message is gone' };
    const address = { kind: recipientKind ?? message.recipientKind, value: recipientValue ?? message.recipientValue };
    const isContact = address.kind === message.recipientKind && address.value === message.recipientValue;
    const refusal = isContact && message.isAnothers ? reason('address-of-another') : whyNot(channel, message);
    if (refusal || !channel) return { next: 'fail', why: refusal ?? '' };
    if (!channel.adapter.send) return { next: 'sent' };
    const [files, thread] = await Promise.all([this.files.of(ownerId), this.thread(message)]);
    const recipient = { ...address, ...(isContact && message.name && { name: message.name }) };
    const { text, template, authorName, authorKind, locale } = message;
    // To another person on a chat nothing is sent that the contact wrote, and the subject may be their first words. An
    // address of the ticket's own kind is the contact's, or one that their mail names for answers.
    const isTheirs = address.kind === message.recipientKind;
    const subject = isTheirs ? message.subject : (message.storeName ?? channel.name);
    const automatic = authorKind !== 'agent';
    const isAfterWindow = isOver(replyWindowEnd(channel.type, message.lastInboundAt));
    return {
      next: 'send',
      parcel: {
        channel,
        recipient,
        text,
        subject,
        files,
        authorName,
        automatic,
        isAfterWindow,
        locale,
        thread,
        ...(template && { template }),
      },
    };
  }

  lock(tx: Tx, { ticketId }: Pick<Dispatch, 'ticketId'>): void {
    if (ticketId) deferTicketLock(tx, ticketId);
  }

  async onSettled(tx: Tx, { ownerId: messageId, mailId }: Dispatch, { from, to, error }: Settled): Promise<void> {
    // It was taken back, which the message already shows.
    if (to === 'cancelled') return;
    const ticket = await bumpTicketOf(tx, messageId);
    if (!ticket) return;
    defer(tx, queries.showDelivery, [messageId, to, error, mailId, ticket.changeSeq]);
    const status = { from: from as DeliveryStatus, to };
    publish(tx, MessageStatusChanged, { ticketId: ticket.id, actor: system, messageId, status });
    // No answer has reached the contact, so the ticket is open again.
    if (to === 'failed') await undoStatus(tx, this.hints, ticket.id, system);
    this.hints.changed(tx, ticket, ['delivery'], { visitors: true });
  }

  /** A message of several parts has one provider id per part, so a failed one is also found by our id. */
  async recall(tx: Tx, { channelId, externalId, correlationId }: ProviderIds): Promise<PastDispatch | null> {
    return firstRow<PastDispatch>(tx, queries.messageOfBefore, [channelId, externalId, correlationId ?? null]);
  }

  private async thread({ ticketId, seq, replyToken }: MessageToSend) {
    const earlier = await rows<{ mailId: string; direction: string }>(this.database, queries.mailIds, [ticketId, seq]);
    const inReplyTo = earlier.findLast((mail) => mail.direction === 'inbound')?.mailId ?? earlier.at(-1)?.mailId;
    return { references: earlier.map((mail) => mail.mailId), replyToken, ...(inReplyTo && { inReplyTo }) };
  }
}

/**
 * Stores the Message-ID of a message that was sent by mail, beside its own channel: answers to that mail join the
 * ticket.
 */
export const noteMailId = (tx: Tx, messageId: string, mailId: string): void =>
  void defer(tx, queries.writeMailId, [messageId, mailId]);

const isOver = (end: Date | null) => end !== null && end.getTime() <= Date.now();

function whyNot(channel: ReadyChannel | null, { authorKind, lastInboundAt, template }: MessageToSend): string | null {
  if (!channel) return reason('channel-gone');
  if (!channel.active) return reason('channel-off');
  if (template) return null;
  const isLonger = authorKind === 'agent' && channel.settings['humanAgent'] === true;
  return isOver(replyWindowEnd(channel.type, lastInboundAt, isLonger)) ? reason('window-over') : null;
}
