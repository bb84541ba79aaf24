import { Injectable } from '@nestjs/common';
import { type ReadyChannel, ownMessageId } from '#libs/channels';
import { Config, Secrets } from '#libs/platform';
import type { Dispatch } from './dispatch-owner.js';

/** Makes the Message-IDs of our mails. All tries of an attempt have the same one, so that receivers drop duplicates. */
@Injectable()
export class MailIds {
  constructor(
    private readonly secrets: Secrets,
    private readonly config: Config,
  ) {}

  of({ id, attempt }: Pick<Dispatch, 'id' | 'attempt'>, { adapter, settings }: ReadyChannel): string {
    const domain = adapter.addresses?.(settings)[0]?.split('@').at(-1) ?? this.config.mailDomain;
    return ownMessageId(this.secrets.key('message-id'), id, attempt, domain);
  }
}
