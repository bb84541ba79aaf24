import { Injectable } from '@nestjs/common';
import { Config, Database, firstRow, hashToken, randomToken } from '#libs/platform';
import type { Answers } from '../visitor.js';
import * as queries from './answer-links.queries.js';

/**
 * Links of mails about unread answers: each opens what was mailed to one address about one ticket, and nothing more.
 */
@Injectable()
export class AnswerLinks {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  /**
   * Makes the link of a mail. Its token is in the fragment, which browsers send to no server; it opens nothing until
   * its reader presses a button, for programs visit the links of mails.
   */
  async make(widgetId: string, answers: Omit<Answers, 'hash'>, locale: string | null): Promise<string> {
    const token = randomToken();
    await this.database.query(queries.keepLink, [
      hashToken(token),
      answers.ticketId,
      answers.channelId,
      answers.address,
    ]);
    const asked = new URLSearchParams({ channel: widgetId, ...(locale && { locale }) });
    return `${this.config.publicUrl}/widget/panel?${asked}#answers=${token}`;
  }

  /** What a link opens; null when it is not good. */
  async find(hash: Buffer): Promise<Answers | null> {
    const link = await firstRow<Omit<Answers, 'hash'>>(this.database, queries.goodLink, [hash]);
    return link && { ...link, hash };
  }
}
