import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Store } from '#libs/contracts';

/** A shop. */
@Entity('stores')
export class StoreEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) domain!: string | null;
  @Column('text') platform!: Store['platform'];
  /** The platform's settings, sealed as a whole; see store-settings.ts. */
  @Column('text', { name: 'webhook_secret', nullable: true }) webhookSecret!: string | null;
  @Column('text') locale!: string;
  @Column('text', { name: 'time_zone' }) timeZone!: string;
  @Column('text') currency!: string;
  /** Since when its promises are watched; null while they are not. */
  @Column('timestamptz', { name: 'watch_since', nullable: true, default: () => 'now()' }) watchSince!: Date | null;
  @Column('smallint', { name: 'silent_after_days', default: 5 }) silentAfterDays!: number;
  @Column('smallint', { name: 'late_after_days', default: 1 }) lateAfterDays!: number;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}

/** Maps a store's id, from a webhook's address, to its workspace. */
@Entity('store_routes')
export class StoreRoute {
  @PrimaryColumn('uuid', { name: 'store_id' }) storeId!: string;
  @Column('uuid', { name: 'workspace_id' }) workspaceId!: string;
}
