import { Injectable } from '@nestjs/common';
import { Config, Database, Mailer, firstRow } from '#libs/platform';
import { AccountTokens } from './account-tokens.js';

const letters = {
  reset: {
    page: '/reset-password',
    subject: 'Set a new password for Waypost',
    text: (link: string) => `Somebody asked to set a new password for this address.\n\n${link}\n\nThe link is good for one hour and can be used once. If it was not you, nothing needs to be done.\n`,
  },
  invitation: {
    page: '/invitation',
    subject: 'You are invited to Waypost',
    text: (link: string) => `You are invited to answer customers in Waypost.\n\n${link}\n\nThe link is good for three days and can be used once.\n`,
  },
};

interface LinkRequest {
  kind: keyof typeof letters;
  accountId: string;
  workspaceId: string | null;
  agentId: string | null;
}

/** Sends the letter with the link; to an account that does not exist, nothing. */
@Injectable()
export class MailAccountLink {
  constructor(private readonly database: Database, private readonly tokens: AccountTokens, private readonly mailer: Mailer, private readonly config: Config) {}

  async send({ kind, accountId, workspaceId, agentId }: LinkRequest): Promise<void> {
    const account = await firstRow<{ email: string }>(this.database, 'select email from accounts where id = $1', [accountId]);
    if (!account) return;
    const token = await this.database.transaction((tx) => this.tokens.issue(tx, kind, { accountId, workspaceId, agentId }));
    const letter = letters[kind];
    await this.mailer.send({ to: account.email, subject: letter.subject, text: letter.text(`${this.config.publicUrl}${letter.page}#token=${token}`) });
  }
}
