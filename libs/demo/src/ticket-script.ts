import { newReplyToken } from '#libs/channels';
import { searchVector } from '#libs/platform';
import { snippetOf } from '#libs/tickets';
import { dispatchRow, mailIdOf } from './demo-dispatch.js';
import type { DemoFile } from './demo-files.js';
import { type DemoAgent, type DemoChannel, type DemoWorld, idAt, iso } from './demo-world.js';
import { type AddressKind, type DemoContact, addressOf } from './make-contact.js';

type Actor = { kind: 'agent' | 'contact' | 'assistant' | 'system'; id: string | null };
type Status = 'open' | 'pending' | 'snoozed' | 'resolved' | 'closed';

export interface TicketOpening {
  at: number;
  channel: DemoChannel;
  contact: DemoContact;
  subject: string;
  text: string;
}

/** A point in a ticket's history that clocks and facts depend on. */
export interface Moment {
  at: number;
  what: 'asked' | 'answered' | 'paused' | 'resolved' | 'reopened';
}

const recipientKinds = { widget: 'visitor', email: 'email', whatsapp: 'phone', telegram: 'telegram' } as const;

/** One ticket, built step by step in order of time: the same rows that the product itself would have written. */
export class TicketScript {
  readonly id: string;
  readonly messages: Record<string, unknown>[] = [];
  readonly events: Record<string, unknown>[] = [];
  readonly dispatches: Record<string, unknown>[] = [];
  readonly moments: Moment[] = [];
  readonly files: Record<string, unknown>[] = [];
  status: Status = 'open';
  priority = 'normal';
  assignee: DemoAgent | null = null;
  teamId: string | null = null;
  tags: string[] = [];
  lastAt: number;
  snoozedUntil: number | null = null;
  resolvedAt: number | null = null;
  previousTicketId: string | null = null;
  private closedAt: number | null = null;
  private autoAnsweredAt: number | null = null;
  private changeSeq = 0;
  private readonly steps: { at: number; changeSeq: number }[] = [];
  private lastInbound = { at: 0, seq: 0 };
  private readonly recipientKind: AddressKind;

  constructor(
    private readonly world: DemoWorld,
    readonly opening: TicketOpening,
  ) {
    this.id = idAt(world, opening.at);
    this.lastAt = opening.at;
    this.recipientKind = recipientKinds[opening.channel.type];
    opening.contact.known.add(this.recipientKind);
    this.receive(opening.at, opening.text);
    this.record('created', opening.at, this.customer, { channelType: opening.channel.type });
  }

  get lastSeq(): number {
    return this.messages.length;
  }

  get isWaitingForUs(): boolean {
    return this.lastInbound.seq === this.lastSeq;
  }

  /** The customer writes, which reopens a pending or resolved ticket. */
  receive(at: number, text: string): void {
    const { contact, channel } = this.opening;
    const id = this.append(at, text, {
      direction: 'inbound',
      author_kind: 'contact',
      author_id: contact.id,
      author_name: contact.name,
      from_address: this.recipientKind === 'visitor' ? null : addressOf(contact, this.recipientKind),
      delivery_status: null,
      sent_at: iso(at),
      mail_id:
        channel.type === 'email' ? `<${this.world.random.whole(1e8, 9e8)}.${at}@${contact.email.split('@')[1]}>` : null,
      search: searchVector(text),
    });
    this.messages.at(-1)!.external_id = id;
    this.lastInbound = { at, seq: this.lastSeq };
    this.moments.push({ at, what: this.status === 'open' ? 'asked' : 'reopened' });
    this.turn('open', at, this.customer);
  }

  /** An agent answers, which sets the ticket to pending or resolved. */
  answer(
    at: number,
    agent: DemoAgent,
    text: string,
    status: 'pending' | 'resolved',
    delivery?: { status: string; error?: string },
  ): void {
    this.append(at, text, {
      direction: 'outbound',
      author_kind: 'agent',
      author_id: agent.id,
      author_name: agent.name,
      from_address: null,
      sent_at: iso(at),
      mail_id: null,
      delivery_status: delivery?.status ?? this.usualDelivery(),
      search: searchVector(text),
    });
    this.dispatch(at, delivery?.error);
    this.moments.push({ at, what: 'answered' });
    this.turn(status, at, { kind: 'agent', id: agent.id });
  }

  /** An article answers at once, marked as automatic. */
  answerFromArticle(at: number, title: string, text: string): void {
    this.append(at, text, {
      direction: 'outbound',
      author_kind: 'assistant',
      author_id: null,
      author_name: null,
      from_address: null,
      sent_at: iso(at),
      mail_id: null,
      delivery_status: this.usualDelivery(),
      search: searchVector(text),
    });
    this.messages.at(-1)!.automatic = { kind: 'article', title };
    this.dispatch(at);
    this.autoAnsweredAt = at;
  }

  /** Attaches a file to the last message. */
  attach(file: DemoFile, name: string): void {
    const { id, created_at } = this.messages.at(-1)!;
    this.files.push({
      workspace_id: this.world.workspaceId,
      id: idAt(this.world, this.lastAt),
      ticket_id: this.id,
      message_id: id,
      name,
      content_type: file.contentType,
      size: file.size,
      inline: false,
      state: 'stored',
      storage_key: file.storageKey,
      position: 0,
      created_at,
    });
  }

  note(at: number, agent: DemoAgent, text: string): void {
    this.append(at, text, {
      direction: 'outbound',
      visibility: 'internal',
      author_kind: 'agent',
      author_id: agent.id,
      author_name: agent.name,
      from_address: null,
      sent_at: null,
      mail_id: null,
      delivery_status: null,
      search: searchVector(text),
    });
  }

  assign(at: number, agent: DemoAgent, teamId: string | null, by: DemoAgent = agent): void {
    this.step(at);
    const actor: Actor = { kind: 'agent', id: by.id };
    if (teamId !== this.teamId) this.record('team', at, actor, { from: this.teamId, to: teamId });
    if (agent.id !== this.assignee?.id)
      this.record('assignee', at, actor, { from: this.assignee?.id ?? null, to: agent.id });
    this.teamId = teamId;
    this.assignee = agent;
  }

  tag(at: number, agent: DemoAgent, tags: string[], priority = this.priority): void {
    this.step(at);
    const actor: Actor = { kind: 'agent', id: agent.id };
    this.record('tags', at, actor, { from: this.tags, to: tags });
    if (priority !== this.priority) this.record('priority', at, actor, { from: this.priority, to: priority });
    this.tags = tags;
    this.priority = priority;
  }

  snooze(at: number, agent: DemoAgent, until: number): void {
    this.step(at);
    this.turn('snoozed', at, { kind: 'agent', id: agent.id });
    this.snoozedUntil = until;
  }

  resolve(at: number, agent: DemoAgent): void {
    this.step(at);
    this.turn('resolved', at, { kind: 'agent', id: agent.id });
  }

  /** Closes the ticket seven days later, as the sweep does. */
  close(at: number): void {
    this.step(at);
    this.turn('closed', at, { kind: 'system', id: null });
    this.closedAt = at;
  }

  /** A breach is written to the history at its time, together with the next change. */
  noteBreach(at: number, data: object): void {
    if (at >= this.lastAt) this.step(at);
    const changeSeq = this.steps.find((step) => step.at >= at)!.changeSeq;
    this.record('sla-breached', at, { kind: 'system', id: null }, data, changeSeq);
  }

  row(number: number): Record<string, unknown> {
    const { channel, contact, subject, at } = this.opening;
    return {
      workspace_id: this.world.workspaceId,
      id: this.id,
      number,
      subject,
      snippet: snippetOf(String(this.messages.at(-1)!.text)),
      status: this.status,
      priority: this.priority,
      channel_id: channel.id,
      channel_type: channel.type,
      store_id: channel.storeId,
      contact_id: contact.id,
      recipient_kind: this.recipientKind,
      recipient_value: addressOf(contact, this.recipientKind),
      assignee_id: this.assignee?.id ?? null,
      team_id: this.teamId,
      tags: this.tags,
      locale: contact.locale,
      snoozed_until: this.snoozedUntil && iso(this.snoozedUntil),
      previous_ticket_id: this.previousTicketId,
      reply_token: newReplyToken(),
      last_seq: this.lastSeq,
      last_inbound_seq: this.lastInbound.seq,
      change_seq: this.changeSeq,
      auto_answered_at: this.autoAnsweredAt && iso(this.autoAnsweredAt),
      created_at: iso(at),
      last_message_at: String(this.messages.at(-1)!.created_at),
      last_inbound_at: iso(this.lastInbound.at),
      resolved_at: this.resolvedAt && iso(this.resolvedAt),
      closed_at: this.closedAt && iso(this.closedAt),
    };
  }

  private get customer(): Actor {
    return { kind: 'contact', id: this.opening.contact.id };
  }

  private append(at: number, text: string, row: Record<string, unknown>): string {
    this.step(at);
    const { channel, contact } = this.opening;
    const id = idAt(this.world, at);
    this.messages.push({
      workspace_id: this.world.workspaceId,
      id,
      ticket_id: this.id,
      seq: this.lastSeq + 1,
      change_seq: this.changeSeq,
      visibility: 'public',
      channel_id: channel.id,
      channel_type: channel.type,
      identity_kind: row.visibility === 'internal' ? null : this.recipientKind,
      identity_value: row.visibility === 'internal' ? null : addressOf(contact, this.recipientKind),
      external_id: null,
      text,
      locale: contact.locale,
      automatic: null,
      delivery_error: null,
      created_at: iso(at),
      ...row,
    });
    return id;
  }

  /** Every change raises the ticket's changeSeq, and time never goes back. */
  private step(at: number): void {
    if (at < this.lastAt) throw new Error(`A step of a demo ticket at ${iso(at)} comes before ${iso(this.lastAt)}`);
    this.lastAt = at;
    this.changeSeq++;
    this.steps.push({ at, changeSeq: this.changeSeq });
  }

  private turn(to: Status, at: number, actor: Actor): void {
    if (to !== this.status) this.record('status', at, actor, { from: this.status, to });
    if (to === 'pending' || to === 'snoozed') this.moments.push({ at, what: 'paused' });
    if (to === 'resolved') this.moments.push({ at, what: 'resolved' });
    this.status = to;
    this.snoozedUntil = null;
    if (to === 'resolved') this.resolvedAt = at;
    else if (to !== 'closed') this.resolvedAt = null;
  }

  private record(type: string, at: number, actor: Actor, data: object, changeSeq = this.changeSeq): void {
    this.events.push({
      workspace_id: this.world.workspaceId,
      id: idAt(this.world, at),
      ticket_id: this.id,
      change_seq: changeSeq,
      type,
      actor_kind: actor.kind,
      actor_id: actor.id,
      data,
      at: iso(at),
    });
  }

  /** The dispatch of the last outbound message; in the chat, a stored message counts as sent. */
  private dispatch(at: number, error: string | null = null): void {
    const { channel, contact } = this.opening;
    const message = this.messages.at(-1)!;
    if (channel.type === 'widget') return;
    if (channel.type === 'email') message.mail_id = mailIdOf(this.world, channel, String(message.id));
    message.delivery_error = error;
    const recipient = { kind: this.recipientKind, value: addressOf(contact, this.recipientKind) };
    this.dispatches.push(dispatchRow(message, { channel, recipient, error, at: iso(at) }));
  }

  private usualDelivery(): string {
    if (this.opening.channel.type === 'whatsapp') return this.world.random.weighted({ read: 8, delivered: 2 });
    return 'sent';
  }
}
