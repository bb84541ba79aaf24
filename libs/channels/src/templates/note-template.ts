import { type Tx, firstRow } from '#libs/platform';
import type { TemplateNews } from '../template-values.js';
import { dropTemplate, hasTemplate, hastenSync, makeSyncDue, noteNews } from './templates.queries.js';

/** Has a channel's templates read from its provider, soon. */
export const requestTemplateSync = async (tx: Tx, channelId: string): Promise<void> =>
  void (await tx.query(makeSyncDue, [channelId]));

/** Keeps what the provider says of a template. One that is not known here is read together with all others. */
export async function noteTemplate(tx: Tx, channelId: string, news: TemplateNews): Promise<void> {
  const { externalId, status, quality, reason = null, at = new Date() } = news;
  if (status === 'deleted') return void (await tx.query(dropTemplate, [channelId, externalId]));
  const noted = [channelId, externalId, status ?? null, quality ?? null, reason, at];
  if (await firstRow(tx, noteNews, noted)) return;
  if (!(await firstRow(tx, hasTemplate, [channelId, externalId]))) await tx.query(hastenSync, [channelId]);
}
