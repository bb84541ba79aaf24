import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import type { OutboundFile } from '#libs/channels';
import { Database, Storage, rows } from '#libs/platform';

const filesToSend = `
  select name, content_type as "contentType", storage_key as "storageKey" from attachments where message_id = $1 and state = 'stored' order by position`;

/** Reads the files of messages, with their bytes, as adapters send them. */
@Injectable()
export class MessageFiles {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
  ) {}

  /** @throws StoredFileMissing when a file's bytes are lost */
  async of(messageId: string): Promise<OutboundFile[]> {
    const found = await rows<{ name: string; contentType: string; storageKey: string }>(this.database, filesToSend, [
      messageId,
    ]);
    return Promise.all(
      found.map(async ({ storageKey, ...file }) => ({
        ...file,
        bytes: await buffer(await this.storage.get(storageKey)),
      })),
    );
  }
}
