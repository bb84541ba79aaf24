import { Injectable } from '@nestjs/common';
import type { InboundMessage, ReadyChannel } from '#libs/channels';
import { identifyContact } from '#libs/contacts';
import { Database, type Tx, firstRow, inWork, inWorkspace, isUnavailable, newId } from '#libs/platform';
import { TicketHints } from '../core/ticket-hints.js';
import { StoreFiles, type StoredFiles, attachFiles } from '../files/store-files.js';
import { adoptUploads } from '../files/uploads.js';
import { followEdit } from '../core/ticket-text.js';
import { applyEarlyEdits } from './apply-edit.js';
import { chooseAuthor } from './choose-author.js';
import { answerAwaited, findTicket, mayJoinThread } from './find-ticket.js';
import { insertInboundMessage } from './insert-inbound-message.js';
import { openTicket } from '../core/open-ticket.js';
import { askForName } from './name-contact.js';
import { claimDelivery, placeOfDelivery } from './received-message.queries.js';
import { resolveReference } from './resolve-reference.js';
import { fillSlot, lockSlot, takeAway } from './slots.js';
import { noteReopened, takeNewestTicket, takeTicketOfThread } from './rejoin-ticket.js';

export interface Received {
  messageId: string;
  ticketId: string;
  /** The message was already stored, and nothing was changed. */
  duplicate: boolean;
}

export interface ReceiveOptions {
  /** Files that the visitor uploaded before, to be attached. */
  uploads?: { visitorId: string; attachmentIds: string[] };
  /** A constant statement of the caller's, run as part of the insert; `$1` is the message's id. */
  alongside?: string;
  /** Whether the sender's domain has proven the sender before the message is stored. */
  isProven?: boolean;
}

/** Rolls the transaction back: the delivery is a duplicate. */
class CameBefore extends Error {
  constructor(readonly earlier: { messageId: string; ticketId: string }) {
    super();
  }
}

/** Run again by the transaction's retry rules when another transaction interfered. */
class TicketClosedMeanwhile extends Error {
  readonly code = '40001';
}

/**
 * Receives a message: the only way in. The message, its contact, its ticket, its history and the events are stored in
 * one transaction: when this resolves, the message is stored and may be acknowledged.
 */
@Injectable()
export class ReceiveMessage {
  constructor(
    private readonly database: Database,
    private readonly files: StoreFiles,
    private readonly hints: TicketHints,
  ) {}

  async receive(channel: ReadyChannel, inbound: InboundMessage, options: ReceiveOptions = {}): Promise<Received> {
    const receive = async () => {
      const stored = await this.files.store(inbound);
      try {
        return {
          ...(await this.database.transaction((tx) => this.receiveOnce(tx, channel, inbound, stored, options))),
          duplicate: false,
        };
      } catch (error) {
        // After a broken connection the commit may still have happened, and rows may name these bytes: leave them to
        // the sweep of orphaned files.
        if (!isUnavailable(error)) await this.files.discard(stored);
        if (error instanceof CameBefore) return { ...error.earlier, duplicate: true };
        throw error;
      }
    };
    return inWork('receive', () => inWorkspace(channel.workspaceId, receive));
  }

  private async receiveOnce(
    tx: Tx,
    channel: ReadyChannel,
    received: InboundMessage,
    stored: StoredFiles,
    options: ReceiveOptions,
  ): Promise<Omit<Received, 'duplicate'>> {
    const messageId = newId();
    lockSlot(tx, channel.id, received);
    const claim = this.claimDelivery(tx, channel.id, received.externalId, messageId);
    const inbound = received.replyTo ? (await Promise.all([chooseAuthor(tx, received), claim]))[0] : received;
    // Where no thread can decide, find the contact and the ticket in one pipelined batch.
    const known = mayJoinThread(inbound.thread) ? null : this.identify(tx, channel, inbound);
    const newest =
      known && channel.adapter.capabilities.joins === 'contact' ? takeNewestTicket(tx, channel, inbound) : null;
    const [earlier] = await Promise.all([claim, known, newest]);
    if (earlier) throw new CameBefore(earlier);

    const joined = await findTicket(tx, channel, inbound, options.isProven ?? false);
    const contactId = joined?.isStranger ? joined.contactId : await (known ?? this.identify(tx, channel, inbound));
    const ticket = joined?.ticketId ? await takeTicketOfThread(tx, channel, inbound, joined.ticketId) : await newest;
    // The ticket was closed in the meantime: what a participant writes now opens a ticket of their own, not the
    // contact's.
    if (!ticket && joined?.isStranger) throw new TicketClosedMeanwhile();
    if (ticket?.reopened) noteReopened(tx, ticket, contactId);
    const ticketId = ticket?.id ?? newId();
    const about = await resolveReference(tx, { channelId: channel.id, ticketId, contactId }, inbound.about);
    const message = insertInboundMessage(tx, {
      id: messageId,
      ticketId,
      channel,
      inbound,
      contactId,
      ticket,
      raw: stored.raw,
      isStranger: Boolean(joined?.isStranger && ticket),
      isOwnerOfClaim: Boolean(joined?.isOwnerOfClaim && ticket),
      hasFilesToFetch: stored.files.some(({ file }) => file.mediaRef),
      about,
      alongside: options.alongside,
    });
    await attachFiles(tx, ticketId, messageId, stored);
    if (options.uploads?.attachmentIds.length) await adoptUploads(tx, ticketId, messageId, options.uploads);
    const edited =
      channel.adapter.receive === 'webhook'
        ? await applyEarlyEdits(tx, channel.id, inbound.externalId, { id: messageId, ticketId })
        : null;
    const placed = { id: messageId, ticketId, sentAt: inbound.sentAt ?? null };
    const isTakenAway = inbound.slot
      ? await fillSlot(tx, this.hints, channel, { ...placed, slot: inbound.slot })
      : false;
    if (!ticket) {
      await answerAwaited(tx, inbound, ticketId);
      // The counter row stays locked until the commit, so take the number last: every other new ticket waits for it.
      const first = edited === null ? inbound : { ...inbound, text: edited };
      const previousTicketId = joined?.closedTicketId ?? null;
      openTicket(tx, { id: ticketId, channel, inbound: first, contactId, previousTicketId });
      if (!inbound.sender.name) askForName(tx, channel, { ticketId, contactId });
    } else if (edited !== null) await followEdit(tx, ticketId, { id: messageId, before: inbound.text, after: edited });
    // This locks no ticket but its own.
    if (isTakenAway) await takeAway(tx, this.hints, placed);
    this.hints.changed(
      tx,
      {
        id: ticketId,
        teamId: ticket ? ticket.teamId : channel.teamId,
        assigneeId: ticket?.assigneeId ?? null,
        changeSeq: message.changeSeq,
        lastSeq: message.seq,
      },
      ticket ? (ticket.reopened ? ['message', 'status'] : ['message']) : ['opened', 'message'],
      { visitors: true },
    );
    return { messageId, ticketId };
  }

  /**
   * Takes the lock on the message's key. The first delivery stores it; later ones wait for that and return its place.
   */
  private async claimDelivery(tx: Tx, channelId: string, externalId: string, messageId: string) {
    const claimed = await firstRow(tx, claimDelivery, [channelId, externalId, messageId]);
    if (claimed) return null;
    return firstRow<{ messageId: string; ticketId: string }>(tx, placeOfDelivery, [channelId, externalId]);
  }

  private identify(tx: Tx, channel: ReadyChannel, { sender, locale }: InboundMessage): Promise<string> {
    return identifyContact(tx, { ...sender, locale: sender.locale ?? locale, channelType: channel.type });
  }
}
