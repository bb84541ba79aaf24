import { Injectable } from '@nestjs/common';
import { type EventOf, Jobs, Subscriber, type Tx, rows } from '#libs/platform';
import { MessageChanged, MessageReceived } from '../core/events.js';
import { fetchMedia } from './fetch-media.js';

/** Fetches the files that a message has at its provider, at first and when an agent asks again. */
@Injectable()
export class FetchMediaSubscriber {
  constructor(private readonly jobs: Jobs) {}

  @Subscriber([MessageReceived, MessageChanged], 'fetch-media')
  async queue(event: EventOf<typeof MessageReceived | typeof MessageChanged>, tx: Tx): Promise<void> {
    if (!event.hasFilesToFetch) return;
    const files = await rows<{ id: string }>(
      tx,
      `select id from attachments where message_id = $1 and state = 'fetching'`,
      [event.messageId],
    );
    for (const { id } of files)
      await this.jobs.add(fetchMedia, { workspaceId: event.workspaceId, attachmentId: id }, { jobId: id });
  }
}
