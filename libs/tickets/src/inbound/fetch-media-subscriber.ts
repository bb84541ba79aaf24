import { Jobs, type Subscriber, provideSubscriber, rows } from '#libs/platform';
import { fetchMedia } from './fetch-media.js';

/** Has the files fetched that a message left at its provider, at first and when a person asks again. */
const fetchFiles = (jobs: Jobs): Subscriber => ({
  name: 'fetch-media',
  on: ['MessageReceived', 'MessageChanged'],
  async handle(tx, { workspaceId, payload }) {
    if (!payload['hasFilesToFetch']) return;
    const files = await rows<{ id: string }>(
      tx,
      `select id from attachments where message_id = $1 and state = 'fetching'`,
      [payload['messageId']],
    );
    for (const { id } of files) await jobs.add(fetchMedia, { workspaceId, attachmentId: id }, { jobId: id });
  },
});

export const fetchMediaSubscriber = provideSubscriber([Jobs], fetchFiles);
