import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  Config,
  Database,
  JobHandler,
  Mailer,
  SystemDatabase,
  type Tx,
  defineJob,
  fillIn,
  readLocales,
  repository,
} from '#libs/platform';
import { AccountTokens } from './account-tokens.js';
import { Account } from './identity.entity.js';
import { languageOfAccount } from './members.queries.js';

/** Mails a link to set a password or to join. The handler creates the token, so that no job payload contains one. */
export const mailAccountLink = defineJob({
  name: 'mail-account-link',
  payload: z.object({
    kind: z.enum(['reset', 'invitation']),
    accountId: z.uuid(),
    workspaceId: z.uuid().nullable(),
    agentId: z.uuid().nullable(),
  }),
  attempts: 5,
  backoffMs: 10_000,
});

const pages = { reset: '/reset-password', invitation: '/invitation' };
type Text = `${keyof typeof pages}-${'subject' | 'text'}`;
const locales = readLocales<Record<Text, string>>(new URL('./locales/', import.meta.url));

export interface LinkRequest {
  kind: keyof typeof pages;
  accountId: string;
  workspaceId: string | null;
  agentId: string | null;
}

/** Creates and mails the links to set a password or to join. */
@Injectable()
export class MailAccountLink {
  constructor(
    private readonly database: Database,
    private readonly system: SystemDatabase,
    private readonly tokens: AccountTokens,
    private readonly mailer: Mailer,
    private readonly config: Config,
  ) {}

  /** Creates a link and ends earlier ones of its kind. */
  async create(tx: Tx, { kind, ...owner }: LinkRequest): Promise<string> {
    return this.linkTo(kind, await this.tokens.issue(tx, kind, owner));
  }

  /**
   * Mails the link, in the language of the account; does nothing when there is no such account. Earlier links end once
   * the server has taken the mail: until then one of them may be all that its owner has.
   */
  @JobHandler(mailAccountLink)
  async send({ kind, ...owner }: LinkRequest): Promise<void> {
    const account = await repository(this.database, Account).findOneBy({ id: owner.accountId });
    if (!account) return;
    const { texts } = locales.of(await this.languageOf(account.id, owner.workspaceId ?? account.lastWorkspaceId));
    const token = await this.database.transaction((tx) => this.tokens.add(tx, kind, owner));
    const text = fillIn(texts[`${kind}-text`], { link: this.linkTo(kind, token) });
    await this.mailer.send({ to: account.email, subject: texts[`${kind}-subject`], text });
    await this.database.transaction((tx) => this.tokens.endEarlier(tx, kind, owner, token));
  }

  private async languageOf(accountId: string, workspaceId: string | null): Promise<string | undefined> {
    const [found] = await this.system.query<{ locale: string }>(languageOfAccount, [accountId, workspaceId]);
    return found?.locale;
  }

  private linkTo = (kind: LinkRequest['kind'], token: string): string =>
    `${this.config.publicUrl}${pages[kind]}#token=${token}`;
}
