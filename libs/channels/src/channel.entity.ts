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
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}

/** The workspace of a channel's id, for webhooks. */
@Entity('channel_routes')
export class ChannelRoute {
  @PrimaryColumn('uuid', { name: 'channel_id' }) channelId!: string;
  @Column('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @Column('text') type!: string;
}

/** A mail address and its channel. Addresses are unique over all workspaces. */
@Entity('channel_addresses')
export class ChannelAddress {
  @PrimaryColumn('text') address!: string;
  @Column('uuid', { name: 'channel_id' }) channelId!: string;
  @Column('uuid', { name: 'workspace_id' }) workspaceId!: string;
}
