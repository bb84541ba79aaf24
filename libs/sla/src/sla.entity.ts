import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BusinessHours, SlaPolicy } from '#libs/contracts';

/** Targets for the tickets of some channels, stores and teams. */
@Entity('sla_policies')
export class SlaPolicyEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  /** The calendar that its targets count by; null: around the clock. */
  @Column('uuid', { name: 'hours_id', nullable: true }) hoursId!: string | null;
  @Column('jsonb') targets!: SlaPolicy['targets'];
  /** The matching policy with the lowest position applies. */
  @Column('integer', { default: 100 }) position!: number;
  @Column('text', { name: 'channel_types', array: true, default: [] }) channelTypes!: string[];
  @Column('uuid', { name: 'store_ids', array: true, default: [] }) storeIds!: string[];
  @Column('uuid', { name: 'team_ids', array: true, default: [] }) teamIds!: string[];
  /** Raised by every change that clocks must follow. */
  @Column('integer', { default: 1 }) version!: number;
  /** The version that all clocks have. */
  @Column('integer', { name: 'applied_version', default: 1 }) appliedVersion!: number;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}

/** A calendar of business hours. Its hours are in its versions. */
@Entity('business_hours')
export class BusinessHoursEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  /** The current version. */
  @Column('integer', { default: 1 }) version!: number;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}

/** A version of a calendar. It never changes and outlives the calendar, so that an old clock can be explained. */
@Entity('business_hours_versions')
export class BusinessHoursVersion {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid', { name: 'hours_id' }) hoursId!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('text', { name: 'time_zone' }) timeZone!: string;
  @Column('jsonb') windows!: BusinessHours['windows'];
  @Column('jsonb', { default: [] }) holidays!: BusinessHours['holidays'];
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
