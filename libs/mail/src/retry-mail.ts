import { Injectable } from '@nestjs/common';
import { FindChannel } from '#libs/channels';
import { type KeptDelivery, Redelivery, type RetriesDeliveries } from '#libs/platform';
import { takeAgain } from '#libs/tickets';
import { TakeMail } from './take-mail.js';

/** Handles mails again, such as a delivery report that named no mail of ours. */
@Injectable()
@Redelivery({ source: 'mail' })
export class RetryMail implements RetriesDeliveries {
  constructor(
    private readonly channels: FindChannel,
    private readonly mails: TakeMail,
  ) {}

  retry({ sourceId, bytes }: KeptDelivery): Promise<string | null> {
    return takeAgain(this.channels, sourceId, (channel, delivery) => this.mails.take(channel, bytes, { delivery }));
  }
}
