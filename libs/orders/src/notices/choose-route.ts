import { Injectable } from '@nestjs/common';
import { type TemplateToSend, reason } from '#libs/contracts';
import { FindChannel, type ReadyChannel, adapterOf, adapters } from '#libs/channels';
import { phoneForms } from '#libs/contacts';
import { Database, firstRow } from '#libs/platform';
import { replyWindowEnd } from '#libs/tickets';
import * as queries from './notice.queries.js';

export interface Addressee {
  email: string | null;
  phone: string | null;
  /** When they ordered: their address may have become another's since. */
  placedAt: Date;
  storeId: string;
  /** Channels that have already failed for this notice. */
  refusedBy: string[];
}
export type Route =
  | { kind: 'ticket'; ticketId: string; channelId: string; contactId: string }
  | { kind: 'template'; ticketId: string; channelId: string; contactId: string; template: TemplateToSend }
  | { kind: 'mail'; channel: ReadyChannel; address: string; contactId: string | null }
  | { kind: 'agent'; why: string; contactId: string | null };

interface LastUsed {
  ticketId: string;
  contactId: string;
  channelId: string;
  channelType: string;
  status: string;
  lastInboundAt: Date;
  recipientKind: string;
  recipientValue: string;
  seenAt: Date;
}

const mailTypes = adapters.filter((adapter) => adapter.receive === 'mail').map((adapter) => adapter.type);
/** A shopper who was in the chat within this time is assumed to be there still. */
const presentMs = 10 * 60_000;
const marginMs = 60_000;

/**
 * Chooses how to reach a buyer: on the channel where they last wrote if it accepts a message now, or one of its
 * templates, else by mail, else through an agent.
 */
@Injectable()
export class ChooseRoute {
  constructor(
    private readonly database: Database,
    private readonly channels: FindChannel,
  ) {}

  async choose(buyer: Addressee, templateOn: (channelId: string) => TemplateToSend | null): Promise<Route> {
    const { email, placedAt, refusedBy } = buyer;
    const phones = buyer.phone ? phoneForms(buyer.phone) : [];
    const last = await firstRow<LastUsed>(this.database, queries.lastUsed, [email, phones, refusedBy, placedAt]);
    if (last && last.status !== 'closed') {
      const { ticketId, channelId, contactId } = last;
      if (takesMessages(last)) return { kind: 'ticket', ticketId, channelId, contactId };
      const template = templateOn(channelId);
      if (template) return { kind: 'template', ticketId, channelId, contactId, template };
    }
    const contactId =
      last?.contactId ??
      (await firstRow<{ contactId: string }>(this.database, queries.knownContact, [email, phones, placedAt]))
        ?.contactId ??
      null;
    if (!email) return { kind: 'agent', why: reason('no-way-no-email'), contactId };
    const channel = await this.mailChannel(buyer, last);
    return channel
      ? { kind: 'mail', channel, address: email, contactId }
      : { kind: 'agent', why: reason('no-way-no-mail-channel'), contactId };
  }

  /** The mailbox that the buyer wrote to last, if they did. The notice is a new mail, not part of that thread. */
  private async mailChannel(
    { storeId, email, refusedBy }: Addressee,
    last: LastUsed | null,
  ): Promise<ReadyChannel | null> {
    const known = last && mailTypes.includes(last.channelType) && last.recipientValue === email ? last.channelId : null;
    const id =
      known ??
      (await firstRow<{ id: string }>(this.database, queries.channelToWrite, [mailTypes, storeId, refusedBy]))?.id;
    return id ? this.channels.byId(id) : null;
  }
}

/** Chat channels only: on those a notice joins the conversation. */
function takesMessages({ channelType, lastInboundAt, seenAt }: LastUsed): boolean {
  const adapter = adapterOf(channelType);
  if (!adapter || adapter.capabilities.joins !== 'contact') return false;
  if (adapter.receive === 'socket') return seenAt.getTime() > Date.now() - presentMs;
  const windowEnd = replyWindowEnd(channelType, lastInboundAt);
  return windowEnd === null || windowEnd.getTime() > Date.now() + marginMs;
}
