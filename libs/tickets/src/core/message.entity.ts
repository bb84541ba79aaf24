import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DeliveryStatus } from '#libs/contracts';

/** Something said on a ticket: by the customer, by an agent to the customer, or as a note among agents. */
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
  /** The customer's address on the channel: who wrote it, or whom it goes to. Null of a note, and of what an earlier version stored. */
  @Column('text', { name: 'identity_kind', nullable: true }) identityKind!: string | null;
  @Column('text', { name: 'identity_value', nullable: true }) identityValue!: string | null;
  /** The provider's id of what came in; what goes out has its own with its dispatch. */
  @Column('text', { name: 'external_id', nullable: true }) externalId!: string | null;
  /** Message-ID, of a mail. */
  @Column('text', { name: 'mail_id', nullable: true }) mailId!: string | null;
  @Column('text', { default: '' }) text!: string;
  @Column('text', { nullable: true }) quoted!: string | null;
  @Column('text', { nullable: true }) html!: string | null;
  @Column('boolean', { name: 'has_remote_images', default: false }) hasRemoteImages!: boolean;
  @Column('text', { name: 'from_address', nullable: true }) fromAddress!: string | null;
  @Column('text', { nullable: true }) locale!: string | null;
  @Column('text', { array: true, default: [] }) flags!: string[];
  @Column('jsonb', { nullable: true }) automatic!: { kind: string; title: string } | null;
  @Column('boolean', { name: 'may_auto_reply', default: true }) mayAutoReply!: boolean;
  /** Whether it is kept as it came in: see `read-raw.ts`. */
  @Column('boolean', { name: 'has_raw', default: false }) hasRaw!: boolean;
  /** Where, when it is too large for the database. */
  @Column('text', { name: 'raw_key', nullable: true }) rawKey!: string | null;
  /** How far its dispatch has come, for people to see. */
  @Column('text', { name: 'delivery_status', nullable: true }) deliveryStatus!: DeliveryStatus | null;
  @Column('text', { name: 'delivery_error', nullable: true }) deliveryError!: string | null;
  /** Words to be found by; written by us, for the database cuts Chinese wrongly. */
  @Column('tsvector', { nullable: true, select: false }) search!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'sent_at', nullable: true }) sentAt!: Date | null;
  @Column('timestamptz', { name: 'edited_at', nullable: true }) editedAt!: Date | null;
  @Column('timestamptz', { name: 'deleted_at', nullable: true }) deletedAt!: Date | null;
}
