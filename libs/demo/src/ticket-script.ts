import type { DemoFile } from './demo-files.js';
import { type DemoAgent, type DemoWorld, idAt } from './demo-world.js';
import { addressOf } from './make-contact.js';
import { type Actor, type TicketOpening, TicketRecord } from './ticket-record.js';

const system: Actor = { kind: 'system', id: null };
const by = ({ id }: DemoAgent): Actor => ({ kind: 'agent', id });
const writtenBy = ({ id, name }: DemoAgent) => ({
  direction: 'outbound',
  author_kind: 'agent',
  author_id: id,
  author_name: name,
});

/** One ticket, built step by step in order of time: it leaves the rows that the product itself would have written. */
export class TicketScript extends TicketRecord {
  constructor(world: DemoWorld, opening: TicketOpening) {
    super(world, opening);
    this.receive(opening.at, opening.text);
    this.record('created', opening.at, this.customer, { channelType: opening.channel.type });
  }

  get isWaitingForUs(): boolean {
    return this.lastInbound.seq === this.lastSeq;
  }

  /** The customer writes, which reopens a pending or resolved ticket. */
  receive(at: number, text: string): void {
    const { contact, channel } = this.opening;
    this.append(at, text, {
      direction: 'inbound',
      author_kind: 'contact',
      author_id: contact.id,
      author_name: contact.name,
      from_address: this.recipientKind === 'visitor' ? null : addressOf(contact, this.recipientKind),
      mail_id:
        channel.type === 'email' ? `<${this.world.random.whole(1e8, 9e8)}.${at}@${contact.email.split('@')[1]}>` : null,
    });
    this.lastMessage.external_id = this.lastMessage.id;
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
    this.append(at, text, { ...writtenBy(agent), delivery_status: delivery?.status ?? this.usualDelivery() });
    this.dispatch(at, delivery?.error);
    this.moments.push({ at, what: 'answered' });
    this.turn(status, at, by(agent));
  }

  /** An article answers at once, marked as automatic. */
  answerFromArticle(at: number, title: string, text: string): void {
    this.append(at, text, {
      direction: 'outbound',
      author_kind: 'assistant',
      author_id: null,
      author_name: null,
      automatic: { kind: 'article', title },
      delivery_status: this.usualDelivery(),
    });
    this.dispatch(at);
    this.autoAnsweredAt = at;
  }

  /** Attaches a file to the last message. */
  attach(file: DemoFile, name: string): void {
    const { id, created_at } = this.lastMessage;
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
    this.append(at, text, { ...writtenBy(agent), visibility: 'internal' });
  }

  assign(at: number, agent: DemoAgent, teamId: string | null, assigner: DemoAgent = agent): void {
    this.step(at);
    if (teamId !== this.teamId) this.record('team', at, by(assigner), { from: this.teamId, to: teamId });
    if (agent.id !== this.assignee?.id)
      this.record('assignee', at, by(assigner), { from: this.assignee?.id ?? null, to: agent.id });
    this.teamId = teamId;
    this.assignee = agent;
  }

  tag(at: number, agent: DemoAgent, tags: string[], priority = this.priority): void {
    this.step(at);
    this.record('tags', at, by(agent), { from: this.tags, to: tags });
    if (priority !== this.priority) this.record('priority', at, by(agent), { from: this.priority, to: priority });
    this.tags = tags;
    this.priority = priority;
  }

  snooze(at: number, agent: DemoAgent, until: number): void {
    this.step(at);
    this.turn('snoozed', at, by(agent));
    this.snoozedUntil = until;
  }

  resolve(at: number, agent: DemoAgent): void {
    this.step(at);
    this.turn('resolved', at, by(agent));
  }

  /** Closes the ticket seven days later, as the sweep does. */
  close(at: number): void {
    this.step(at);
    this.turn('closed', at, system);
    this.closedAt = at;
  }

  /** A breach is written to the history at its time, together with the next change. */
  noteBreach(at: number, data: object): void {
    if (at >= this.lastAt) this.step(at);
    this.record('sla-breached', at, system, data, this.changeSeqSince(at));
  }

  private get customer(): Actor {
    return { kind: 'contact', id: this.opening.contact.id };
  }

  private usualDelivery(): string {
    if (this.opening.channel.type === 'whatsapp') return this.world.random.weighted({ read: 8, delivered: 2 });
    return 'sent';
  }
}
