import { Injectable } from '@nestjs/common';
import type { ReadyChannel } from '#libs/channels';
import { Database, firstRow } from '#libs/platform';
import type { VisitorReplyTime } from '#libs/visitors';
import { medianOfChannel } from './response-times.queries.js';

const fewest = 5;

/** Provides the widget with the time that an agent takes to answer. */
@Injectable()
export class MedianFirstResponse implements VisitorReplyTime {
  constructor(private readonly database: Database) {}

  /** Recent median of a channel in seconds; null when too few tickets have been answered. */
  async of({ id }: ReadyChannel): Promise<number | null> {
    const row = await firstRow<{ n: number; seconds: number | null }>(this.database, medianOfChannel, [id]);
    return row && row.n >= fewest && row.seconds !== null ? Math.max(1, Math.round(row.seconds)) : null;
  }
}
