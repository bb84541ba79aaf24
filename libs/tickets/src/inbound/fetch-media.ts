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
import { bumpTicketOf } from '../core/change-message.js';
import { MessageChanged } from '../core/events.js';
import { system } from '../core/record-event.js';
import { TicketHints } from '../core/ticket-hints.js';
import { oggSeconds } from '../files/ogg-seconds.js';
import { fileToFetch, finishFile, messageOfFileToFetch } from './fetch-media.queries.js';
import { markChanged } from './received-message.queries.js';

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
  seconds: number | null;
}
const lost: FetchedFile = { state: 'failed', storageKey: null, size: 0, contentType: null, seconds: null };

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
    const file = await firstRow<WaitingFile>(this.database, fileToFetch, [attachmentId]);
    const channel = file && (await this.channels.byId(file.channelId));
    if (!file || !channel?.adapter.fetchMedia) return;
    try {
      const { bytes, contentType } = await channel.adapter.fetchMedia(file.mediaRef, this.contexts.of(channel));
      const storageKey = await this.storage.put(bytes);
      const [size, seconds] = [bytes.length, oggSeconds(bytes)];
      await this.finish(file.messageId, attachmentId, { state: 'stored', storageKey, size, contentType, seconds });
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
    const file = await firstRow<{ messageId: string }>(this.database, messageOfFileToFetch, [attachmentId]);
    if (file) await this.finish(file.messageId, attachmentId, lost);
  }

  private async finish(messageId: string, attachmentId: string, file: FetchedFile) {
    await this.database.transaction(async (tx: Tx) => {
      const ticket = await bumpTicketOf(tx, messageId);
      const changed = await firstRow(tx, finishFile, [
        attachmentId,
        file.state,
        file.storageKey,
        file.size,
        file.contentType?.slice(0, 200) ?? null,
        file.seconds,
      ]);
      if (!ticket || !changed) return;
      await tx.query(markChanged, [messageId, ticket.changeSeq]);
      publish(tx, MessageChanged, { ticketId: ticket.id, actor: system, messageId, changed: { files: true } });
      this.hints.changed(tx, ticket, ['files']);
    });
  }
}
