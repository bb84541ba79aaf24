import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A configured connection: one mailbox, one WhatsApp number, one widget. */
@Entity('channels')
export class ChannelEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') type!: string;
  @Column('text') name!: string;
  @Column('uuid', { name: 'store_id', nullable: true }) storeId!: string | null;
  @Column('uuid', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Column('boolean', { default: true }) active!: boolean;
  /** The settings without the secrets. */
  @Column('jsonb', { default: {} }) settings!: Record<string, unknown>;
  /** The secret settings, sealed. */
  @Column('text', { nullable: true }) secrets!: string | null;
  @Column('text', { name: 'error_message', nullable: true }) errorMessage!: string | null;
  @Column('timestamptz', { name: 'error_since', nullable: true }) errorSince!: Date | null;
  /** How the provider refused the credentials when something was sent last. */
  @Column('text', { name: 'denied_message', nullable: true }) deniedMessage!: string | null;
  @Column('timestamptz', { name: 'denied_since', nullable: true }) deniedSince!: Date | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  /** Since when it is known that something arrives by it: null until then, and again when it is connected anew. */
  @Column('timestamptz', { name: 'receives_since', nullable: true }) receivesSince!: Date | null;
  /** The same of what is sent. */
  @Column('timestamptz', { name: 'sends_since', nullable: true }) sendsSince!: Date | null;
  /** When its credentials end, where that is known, and when they are renewed; null where they do not end. */
  @Column('timestamptz', { name: 'credentials_end_at', nullable: true }) credentialsEndAt!: Date | null;
  @Column('timestamptz', { name: 'renew_at', nullable: true }) renewAt!: Date | null;
  /** When it was put away; it is off then, and has no address. */
  @Column('timestamptz', { name: 'archived_at', nullable: true }) archivedAt!: Date | null;
}

/** The workspace of a channel's id, for webhooks. */
@Entity('channel_routes')
export class ChannelRoute {
  @PrimaryColumn('uuid', { name: 'channel_id' }) channelId!: string;
  @Column('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @Column('text') type!: string;
  /** The account by which deliveries to the app's shared webhook name it; null for kinds without one. */
  @Column('text', { nullable: true }) account!: string | null;
  /** Shows whether a verify token is this channel's, and is good for nothing else. */
  @Column('text', { name: 'verify_mark', nullable: true }) verifyMark!: string | null;
}

/** A mail address and its channel. Addresses are unique over all workspaces. */
@Entity('channel_addresses')
export class ChannelAddress {
  @PrimaryColumn('text') address!: string;
  @Column('uuid', { name: 'channel_id' }) channelId!: string;
  @Column('uuid', { name: 'workspace_id' }) workspaceId!: string;
}
