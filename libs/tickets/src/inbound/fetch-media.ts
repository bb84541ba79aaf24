import { Injectable } from '@nestjs/common';
import { AdapterContexts, FindChannel, MediaFailure } from '#libs/channels';
import { z } from 'zod';
import {
  Database,
  JobHandler,
  type JobRun,
  Storage,
  type Tx,
  type PayloadOfJob,
  defineJob,
  firstRow,
  isUnavailable,
  publish,
} from '#libs/platform';
import { bumpTicketOf } from '../core/bump-ticket.js';
import { MessageChanged } from '../core/events.js';
import { system } from '../core/record-event.js';
import { TicketHints } from '../core/ticket-hints.js';

/** Fetches a file from the provider that holds it. */
export const fetchMedia = defineJob({
  name: 'fetch-media',
  payload: z.object({ workspaceId: z.uuid(), attachmentId: z.uuid() }),
  attempts: 5,
  backoffMs: 3_000,
  timeoutMs: 90_000,
});

interface WaitingFile {
  mediaRef: string;
  channelId: string;
  messageId: string;
}

interface FetchedFile {
  state: 'stored' | 'failed';
  storageKey: string | null;
  size: number;
  contentType: string | null;
}
const lost: FetchedFile = { state: 'failed', storageKey: null, size: 0, contentType: null };

const write = `
  update attachments set state = $2, storage_key = $3, size = $4, content_type = coalesce($5, content_type), media_ref = case when $2 = 'stored' then null else media_ref end
  where id = $1 and (state = 'fetching' or (state = 'failed' and $2 = 'stored')) returning 1`;

/** The message is stored already, with a row for the file; here its bytes are stored. */
@Injectable()
export class FetchMedia {
  constructor(
    private readonly database: Database,
    private readonly channels: FindChannel,
    private readonly contexts: AdapterContexts,
    private readonly storage: Storage,
    private readonly hints: TicketHints,
  ) {}

  @JobHandler(fetchMedia)
  async fetch({ attachmentId }: PayloadOfJob<typeof fetchMedia>, run: Pick<JobRun, 'isLast'>): Promise<void> {
    const file = await firstRow<WaitingFile>(
      this.database,
      `select a.media_ref as "mediaRef", m.channel_id as "channelId", m.id as "messageId" from attachments a join messages m on m.workspace_id = a.workspace_id and m.id = a.message_id
       where a.id = $1 and a.state = 'fetching'`,
      [attachmentId],
    );
    const channel = file && (await this.channels.byId(file.channelId));
    if (!file || !channel?.adapter.fetchMedia) return;
    try {
      const { bytes, contentType } = await channel.adapter.fetchMedia(file.mediaRef, this.contexts.of(channel));
      const storageKey = await this.storage.put(bytes);
      await this.finish(file.messageId, attachmentId, { state: 'stored', storageKey, size: bytes.length, contentType });
    } catch (error) {
      // While our storage is down, leave the file to be fetched: the sweep queues it again after the queue has given
      // up.
      const isFinal = (run.isLast && !isUnavailable(error)) || (error instanceof MediaFailure && error.gone);
      if (!isFinal) throw error;
      await this.finish(file.messageId, attachmentId, lost);
    }
  }

  /** Marks the file as failed. */
  async giveUp(attachmentId: string): Promise<void> {
    const file = await firstRow<{ messageId: string }>(
      this.database,
      `select message_id as "messageId" from attachments where id = $1 and state = 'fetching'`,
      [attachmentId],
    );
    if (file) await this.finish(file.messageId, attachmentId, lost);
  }

  /** Bytes that arrive count, even when the file was marked as failed in the meantime. */
  private async finish(messageId: string, attachmentId: string, file: FetchedFile) {
    await this.database.transaction(async (tx: Tx) => {
      const ticket = await bumpTicketOf(tx, messageId);
      const changed = await firstRow(tx, write, [
        attachmentId,
        file.state,
        file.storageKey,
        file.size,
        file.contentType?.slice(0, 200) ?? null,
      ]);
      if (!ticket || !changed) return;
      await tx.query('update messages set change_seq = $2 where id = $1', [messageId, ticket.changeSeq]);
      publish(tx, MessageChanged, { ticketId: ticket.id, actor: system, messageId, changed: { files: true } });
      this.hints.changed(tx, ticket, ['files']);
    });
  }
}
