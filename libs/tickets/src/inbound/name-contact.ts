import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AdapterContexts, FindChannel, type ReadyChannel } from '#libs/channels';
import { addressToName, rewriteContactWords, setMissingName } from '#libs/contacts';
import {
  Database,
  type EventOf,
  JobHandler,
  Jobs,
  type PayloadOfJob,
  Subscriber,
  type Tx,
  defineJob,
  firstRow,
  publish,
  rows,
} from '#libs/platform';
import { ContactNameMissing } from '../core/events.js';
import { type HintedTicket, TicketHints } from '../core/ticket-hints.js';
import { raiseTicketsOfContact } from '../core/ticket.queries.js';

/** Asks a provider for the name of a person whose messages come without one. */
const nameContact = defineJob({
  name: 'name-contact',
  payload: z.object({ workspaceId: z.uuid(), contactId: z.uuid(), channelId: z.uuid() }),
  attempts: 5,
  backoffMs: 5_000,
  timeoutMs: 30_000,
});

/** Lets the name of a person be asked for who has begun a ticket, or with whom it was begun. */
export function askForName(
  tx: Tx,
  { id: channelId, adapter }: ReadyChannel,
  { ticketId, contactId }: { ticketId: string; contactId: string },
): void {
  const actor = { kind: 'contact', id: contactId } as const;
  if (adapter.fetchName) publish(tx, ContactNameMissing, { ticketId, contactId, channelId, actor });
}

/** Gives contacts the names that their providers know. Without one, screens show the provider's id. */
@Injectable()
export class NameContact {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly channels: FindChannel,
    private readonly contexts: AdapterContexts,
    private readonly hints: TicketHints,
  ) {}

  @Subscriber(ContactNameMissing, 'name-contact')
  async queue({ workspaceId, contactId, channelId }: EventOf<typeof ContactNameMissing>): Promise<void> {
    await this.jobs.add(nameContact, { workspaceId, contactId, channelId }, { jobId: contactId });
  }

  @JobHandler(nameContact)
  async name({ contactId, channelId }: PayloadOfJob<typeof nameContact>): Promise<void> {
    const channel = await this.channels.byId(channelId);
    if (!channel?.adapter.fetchName) return;
    const address = await firstRow<{ kind: string; value: string }>(this.database, addressToName, [
      contactId,
      channel.adapter.identities,
    ]);
    const name = address && (await channel.adapter.fetchName(address, this.contexts.of(channel)));
    if (name) await this.database.transaction((tx) => this.show(tx, contactId, name));
  }

  private async show(tx: Tx, contactId: string, name: string): Promise<void> {
    if (!(await firstRow(tx, setMissingName, [contactId, name]))) return;
    await rewriteContactWords(tx, [contactId]);
    for (const ticket of await rows<HintedTicket>(tx, raiseTicketsOfContact, [contactId]))
      this.hints.changed(tx, ticket, ['address']);
  }
}
