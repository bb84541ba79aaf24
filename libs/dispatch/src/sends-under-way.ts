import { type Database, rows } from '#libs/platform';
import * as queries from './dispatch.queries.js';

export interface SendUnderWay {
  kind: string;
  value: string;
  /** The database's time of the look, as text: a Date would lose its microseconds. */
  asOf: string;
}

/** What a channel is sending on tickets, and had begun by a moment of an earlier look. */
export const sendsUnderWay = (
  database: Database,
  channelId: string,
  ticketIds: string[],
  begunBy: string | null,
): Promise<SendUnderWay[]> => rows<SendUnderWay>(database, queries.sendsUnderWay, [ticketIds, channelId, begunBy]);
