import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OutboundTemplate } from '#libs/channels';
import type { DeliveryStatus, MailAddress } from '#libs/contracts';

/** A message on a ticket: from the contact, from an agent to the contact, or a note among agents. */
@Entity('messages')
export class MessageEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'ticket_id' }) ticketId!: string;
  /** Its place on the ticket. */
  @Column('integer') seq!: number;
  @Column('integer', { name: 'change_seq' }) changeSeq!: number;
  @Column('text') direction!: 'inbound' | 'outbound';
  @Column('text') visibility!: 'public' | 'internal';
  @Column('text', { name: 'author_kind' }) authorKind!: 'contact' | 'agent' | 'assistant' | 'system';
  @Column('uuid', { name: 'author_id', nullable: true }) authorId!: string | null;
  @Column('text', { name: 'author_name', nullable: true }) authorName!: string | null;
  @Column('uuid', { name: 'channel_id' }) channelId!: string;
  @Column('text', { name: 'channel_type' }) channelType!: string;
  /** The contact's address on the channel, of sender or recipient. Null for a note, and in rows of earlier versions. */
  @Column('text', { name: 'identity_kind', nullable: true }) identityKind!: string | null;
  @Column('text', { name: 'identity_value', nullable: true }) identityValue!: string | null;
  /** The provider's id of an inbound message. An outbound one has its id in its dispatch. */
  @Column('text', { name: 'external_id', nullable: true }) externalId!: string | null;
  /** A mail's Message-ID. */
  @Column('text', { name: 'mail_id', nullable: true }) mailId!: string | null;
  @Column('text', { default: '' }) text!: string;
  @Column('text', { nullable: true }) quoted!: string | null;
  @Column('text', { nullable: true }) html!: string | null;
  @Column('boolean', { name: 'has_remote_images', default: false }) hasRemoteImages!: boolean;
  @Column('text', { name: 'from_address', nullable: true }) fromAddress!: string | null;
  /** The Reply-To of a mail, when it differs from its From. */
  @Column('text', { name: 'reply_to', nullable: true }) replyTo!: string | null;
  /** To and Cc of a mail. */
  @Column('jsonb', { nullable: true }) mailboxes!: { to?: MailAddress[]; cc?: MailAddress[] } | null;
  @Column('text', { nullable: true }) locale!: string | null;
  @Column('text', { array: true, default: [] }) flags!: string[];
  /** What it refers to: see `message-reference.ts`. */
  @Column('jsonb', { nullable: true }) about!: object | null;
  /** The template that it was made of, with its values. */
  @Column('jsonb', { nullable: true }) template!: OutboundTemplate | null;
  @Column('jsonb', { nullable: true }) automatic!: { kind: string; title: string } | null;
  @Column('boolean', { name: 'may_auto_reply', default: true }) mayAutoReply!: boolean;
  /** Whether the raw message is kept: see `readRaw`. */
  @Column('boolean', { name: 'has_raw', default: false }) hasRaw!: boolean;
  /** The storage key of a raw message that is too large for the database. */
  @Column('text', { name: 'raw_key', nullable: true }) rawKey!: string | null;
  /** State of its dispatch, for agents to see. */
  @Column('text', { name: 'delivery_status', nullable: true }) deliveryStatus!: DeliveryStatus | null;
  @Column('text', { name: 'delivery_error', nullable: true }) deliveryError!: string | null;
  /** Words for the search. Made by our code, because Postgres splits Chinese text wrongly. */
  @Column('tsvector', { nullable: true, select: false }) search!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'sent_at', nullable: true }) sentAt!: Date | null;
  @Column('timestamptz', { name: 'edited_at', nullable: true }) editedAt!: Date | null;
  /** When its author last changed it, by the provider's time. */
  @Column('timestamptz', { name: 'author_edited_at', nullable: true }) authorEditedAt!: Date | null;
  @Column('timestamptz', { name: 'deleted_at', nullable: true }) deletedAt!: Date | null;
}
