import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BusinessHours } from '#libs/contracts';

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
