import { searchVector } from '#libs/platform';
import { dispatchRow, mailIdOf } from './demo-dispatch.js';
import { type DemoAgent, type DemoChannel, type DemoWorld, idAt, iso } from './demo-world.js';
import { type AddressKind, type DemoContact, addressOf } from './make-contact.js';

export type Actor = { kind: 'agent' | 'contact' | 'assistant' | 'system'; id: string | null };
type Status = 'open' | 'pending' | 'snoozed' | 'resolved' | 'closed';
type Row = Record<string, unknown>;

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

/** The rows of one ticket as they are written in order of time, and the state that they leave it in. */
export class TicketRecord {
  readonly id: string;
  readonly messages: Row[] = [];
  readonly events: Row[] = [];
  readonly dispatches: Row[] = [];
  readonly files: Row[] = [];
  readonly moments: Moment[] = [];
  status: Status = 'open';
  priority = 'normal';
  assignee: DemoAgent | null = null;
  teamId: string | null = null;
  tags: string[] = [];
  lastAt: number;
  lastInbound = { at: 0, seq: 0 };
  snoozedUntil: number | null = null;
  resolvedAt: number | null = null;
  closedAt: number | null = null;
  autoAnsweredAt: number | null = null;
  changeSeq = 0;
  readonly recipientKind: AddressKind;
  private readonly steps: { at: number; changeSeq: number }[] = [];

  constructor(
    protected readonly world: DemoWorld,
    readonly opening: TicketOpening,
  ) {
    this.id = idAt(world, opening.at);
    this.lastAt = opening.at;
    this.recipientKind = recipientKinds[opening.channel.type];
    opening.contact.known.add(this.recipientKind);
  }

  get lastSeq(): number {
    return this.messages.length;
  }

  get lastMessage(): Row {
    return this.messages.at(-1)!;
  }

  /** Every change raises the ticket's changeSeq, and time never goes back. */
  protected step(at: number): void {
    if (at < this.lastAt) throw new Error(`A step of a demo ticket at ${iso(at)} comes before ${iso(this.lastAt)}`);
    this.lastAt = at;
    this.changeSeq++;
    this.steps.push({ at, changeSeq: this.changeSeq });
  }

  /** The changeSeq of the first change since a time. */
  protected changeSeqSince(at: number): number {
    return this.steps.find((step) => step.at >= at)!.changeSeq;
  }

  protected append(at: number, text: string, row: Row): void {
    this.step(at);
    const { channel, contact } = this.opening;
    const isNote = row.visibility === 'internal';
    this.messages.push({
      workspace_id: this.world.workspaceId,
      id: idAt(this.world, at),
      ticket_id: this.id,
      seq: this.lastSeq + 1,
      change_seq: this.changeSeq,
      visibility: 'public',
      channel_id: channel.id,
      channel_type: channel.type,
      identity_kind: isNote ? null : this.recipientKind,
      identity_value: isNote ? null : addressOf(contact, this.recipientKind),
      external_id: null,
      mail_id: null,
      from_address: null,
      text,
      search: searchVector(text),
      locale: contact.locale,
      automatic: null,
      delivery_status: null,
      delivery_error: null,
      sent_at: isNote ? null : iso(at),
      created_at: iso(at),
      ...row,
    });
  }

  /** The dispatch of the last outbound message; in the chat, a stored message counts as sent. */
  protected dispatch(at: number, error: string | null = null): void {
    const { channel, contact } = this.opening;
    const message = this.lastMessage;
    if (channel.type === 'widget') return;
    if (channel.type === 'email') message.mail_id = mailIdOf(this.world, channel, String(message.id));
    message.delivery_error = error;
    const recipient = { kind: this.recipientKind, value: addressOf(contact, this.recipientKind) };
    this.dispatches.push(dispatchRow(message, { channel, recipient, error, at: iso(at) }));
  }

  protected turn(to: Status, at: number, actor: Actor): void {
    if (to !== this.status) this.record('status', at, actor, { from: this.status, to });
    if (to === 'pending' || to === 'snoozed') this.moments.push({ at, what: 'paused' });
    if (to === 'resolved') this.moments.push({ at, what: 'resolved' });
    this.status = to;
    this.snoozedUntil = null;
    if (to === 'resolved') this.resolvedAt = at;
    else if (to !== 'closed') this.resolvedAt = null;
  }

  /** Writes an entry of the history. */
  protected record(type: string, at: number, actor: Actor, data: object, changeSeq = this.changeSeq): void {
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
}
