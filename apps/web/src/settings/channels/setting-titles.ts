import { type TextId, t } from '../../i18n/texts.js';
import type { Setting } from './kinds.js';

const titles: Record<string, TextId> = {
  address: 'setting.address',
  displayName: 'setting.display-name',
  signature: 'setting.signature',
  smtpHost: 'setting.smtp-host',
  smtpPort: 'setting.smtp-port',
  smtpSecure: 'setting.smtp-secure',
  smtpUser: 'setting.smtp-user',
  smtpPassword: 'setting.smtp-password',
  imapHost: 'setting.imap-host',
  imapPort: 'setting.imap-port',
  imapSecure: 'setting.imap-secure',
  imapUser: 'setting.imap-user',
  imapPassword: 'setting.imap-password',
  imapMailbox: 'setting.imap-mailbox',
  trustedAuthserv: 'setting.trusted-authserv',
  botToken: 'setting.bot-token',
  webhookSecret: 'setting.webhook-secret',
  apiBaseUrl: 'setting.api-base-url',
  phoneNumberId: 'setting.phone-number-id',
  accessToken: 'setting.access-token',
  appSecret: 'setting.app-secret',
  verifyToken: 'setting.verify-token',
  allowedOrigins: 'setting.allowed-origins',
  identitySecret: 'setting.identity-secret',
  greeting: 'setting.greeting',
  accent: 'setting.accent',
  replyMinutes: 'setting.reply-minutes',
};
const hints: Record<string, TextId> = {
  trustedAuthserv: 'setting.trusted-authserv-hint',
  webhookSecret: 'setting.webhook-secret-hint',
  verifyToken: 'setting.verify-token-hint',
  allowedOrigins: 'setting.allowed-origins-hint',
  identitySecret: 'setting.identity-secret-hint',
  accent: 'setting.accent-hint',
  replyMinutes: 'setting.reply-minutes-hint',
  smtpHost: 'setting.smtp-host-hint',
  imapHost: 'setting.imap-host-hint',
};

/** A field's label; one that nobody has translated yet keeps the adapter's own. */
export const settingTitle = ({ name, title }: Setting): string => (titles[name] ? t(titles[name]) : (title ?? name));

/** What to know about a field. */
export const settingHint = ({ name, description }: Setting): string | undefined =>
  hints[name] ? t(hints[name]) : description;
