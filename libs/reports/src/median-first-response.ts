import { Injectable } from '@nestjs/common';
import type { ReadyChannel } from '#libs/channels';
import { Database, firstRow } from '#libs/platform';
import type { VisitorReplyTime } from '#libs/visitors';
import { medianOfChannel } from './response-times.queries.js';

const fewest = 5;

/** Tells visitors how long a person takes to answer. */
@Injectable()
export class MedianFirstResponse implements VisitorReplyTime {
  constructor(private readonly database: Database) {}

  /** Seconds on a channel, as measured lately; null where too few have been answered to say. */
  async of({ id }: ReadyChannel): Promise<number | null> {
    const row = await firstRow<{ n: number; seconds: number | null }>(this.database, medianOfChannel, [id]);
    return row && row.n >= fewest && row.seconds !== null ? Math.max(1, Math.round(row.seconds)) : null;
  }
}
