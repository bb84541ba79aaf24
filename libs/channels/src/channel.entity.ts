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
  /** Settings that may be read. */
  @Column('jsonb', { default: {} }) settings!: Record<string, unknown>;
  /** Settings that may not, sealed. */
  @Column('text', { nullable: true }) secrets!: string | null;
  @Column('text', { name: 'error_message', nullable: true }) errorMessage!: string | null;
  @Column('timestamptz', { name: 'error_since', nullable: true }) errorSince!: Date | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}

/** Leads from a channel's id, which a webhook brings, to its workspace. */
@Entity('channel_routes')
export class ChannelRoute {
  @PrimaryColumn('uuid', { name: 'channel_id' }) channelId!: string;
  @Column('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @Column('text') type!: string;
}

/** An address that mail is sent to, and the channel that it belongs to. In all workspaces there is one of each. */
@Entity('channel_addresses')
export class ChannelAddress {
  @PrimaryColumn('text') address!: string;
  @Column('uuid', { name: 'channel_id' }) channelId!: string;
  @Column('uuid', { name: 'workspace_id' }) workspaceId!: string;
}
