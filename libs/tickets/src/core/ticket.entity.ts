import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClockChip, Priority, TicketStatus } from '#libs/contracts';

/** One matter of a contact. */
@Entity('tickets')
export class TicketEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid') id!: string;
  /** The ticket's public number, unique in the workspace, with gaps. */
  @Column('integer') number!: number;
  @Column('text', { default: '' }) subject!: string;
  @Column('text', { default: '' }) snippet!: string;
  @Column('text', { default: 'open' }) status!: TicketStatus;
  @Column('text', { default: 'normal' }) priority!: Priority;
  @Column('uuid', { name: 'channel_id' }) channelId!: string;
  @Column('text', { name: 'channel_type' }) channelType!: string;
  @Column('uuid', { name: 'store_id', nullable: true }) storeId!: string | null;
  @Column('uuid', { name: 'contact_id' }) contactId!: string;
  /** The address on the channel that answers go to. */
  @Column('text', { name: 'recipient_kind' }) recipientKind!: string;
  @Column('text', { name: 'recipient_value' }) recipientValue!: string;
  /** Where answers go instead of to the recipient, as a mail's Reply-To says. */
  @Column('text', { name: 'reply_to', nullable: true }) replyTo!: string | null;
  /** It holds only what asks for no answer, such as an out-of-office note. */
  @Column('boolean', { default: false }) automatic!: boolean;
  @Column('uuid', { name: 'assignee_id', nullable: true }) assigneeId!: string | null;
  /** Whether they left while it was resolved: then a reopened ticket has no assignee. */
  @Column('boolean', { name: 'assignee_left', default: false }) assigneeLeft!: boolean;
  @Column('uuid', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Column('text', { array: true, default: [] }) tags!: string[];
  @Column('text', { nullable: true }) locale!: string | null;
  @Column('timestamptz', { name: 'snoozed_until', nullable: true }) snoozedUntil!: Date | null;
  @Column('uuid', { name: 'previous_ticket_id', nullable: true }) previousTicketId!: string | null;
  /** The token in a reply address, which proves that a mail answers this ticket. */
  @Column('text', { name: 'reply_token' }) replyToken!: string;
  @Column('integer', { name: 'last_seq', default: 0 }) lastSeq!: number;
  @Column('integer', { name: 'last_inbound_seq', default: 0 }) lastInboundSeq!: number;
  /** Raised by every change, under the row's lock. */
  @Column('integer', { name: 'change_seq', default: 0 }) changeSeq!: number;
  @Column('timestamptz', { name: 'auto_answered_at', nullable: true }) autoAnsweredAt!: Date | null;
  /** The clock that lists show, copied here by libs/sla. */
  @Column('jsonb', { nullable: true }) clock!: ClockChip | null;
  @Column('text', { name: 'clock_state', nullable: true }) clockState!: string | null;
  @Column('timestamptz', { name: 'clock_due_at', nullable: true }) clockDueAt!: Date | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'last_message_at', default: () => 'now()' }) lastMessageAt!: Date;
  @Column('timestamptz', { name: 'last_inbound_at', nullable: true }) lastInboundAt!: Date | null;
  @Column('timestamptz', { name: 'resolved_at', nullable: true }) resolvedAt!: Date | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
}
