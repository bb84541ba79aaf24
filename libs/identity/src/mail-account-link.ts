import { Injectable } from '@nestjs/common';
import { Config, Database, JobHandler, Mailer, type Tx, repository } from '#libs/platform';
import { Account } from './account.entity.js';
import { AccountTokens } from './account-tokens.js';
import { mailAccountLink } from './mail-account-link.job.js';

const letters = {
  reset: {
    page: '/reset-password',
    subject: 'Set a new password for Waypost',
    text: (link: string) =>
      `Somebody asked to set a new password for this address.\n\n${link}\n\nThe link is good for one hour and can be used once. If it was not you, nothing needs to be done.\n`,
  },
  invitation: {
    page: '/invitation',
    subject: 'You are invited to Waypost',
    text: (link: string) =>
      `You are invited to answer customers in Waypost.\n\n${link}\n\nThe link is good for three days and can be used once.\n`,
  },
};

export interface LinkRequest {
  kind: keyof typeof letters;
  accountId: string;
  workspaceId: string | null;
  agentId: string | null;
}

/** Creates and mails the links to set a password or to join. */
@Injectable()
export class MailAccountLink {
  constructor(
    private readonly database: Database,
    private readonly tokens: AccountTokens,
    private readonly mailer: Mailer,
    private readonly config: Config,
  ) {}

  /** Creates a link and ends earlier ones of its kind. */
  async create(tx: Tx, { kind, ...owner }: LinkRequest): Promise<string> {
    return `${this.config.publicUrl}${letters[kind].page}#token=${await this.tokens.issue(tx, kind, owner)}`;
  }

  /** Mails the link; does nothing when there is no such account. */
  @JobHandler(mailAccountLink)
  async send(request: LinkRequest): Promise<void> {
    const account = await repository(this.database, Account).findOneBy({ id: request.accountId });
    if (!account) return;
    const link = await this.database.transaction((tx) => this.create(tx, request));
    const letter = letters[request.kind];
    await this.mailer.send({ to: account.email, subject: letter.subject, text: letter.text(link) });
  }
}
