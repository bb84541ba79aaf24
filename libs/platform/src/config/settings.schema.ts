import path from 'node:path';
import { z } from 'zod';
import { Flag, Host, Mailbox, Networks, Origin, Port, PrivateHosts, UrlOf } from './setting-types.js';
import { StorageUrl } from './storage-location.js';
import { WorkLimitsSetting, usualLimitsInWords } from './work-limits.js';

/** What `.env.example` and the error messages need to know of a setting besides its schema. */
interface SettingNotes {
  [note: string]: unknown;
  /** May also be given as NAME_FILE, the path of a file that holds it; its value is never printed. */
  secret?: boolean;
  /** The default in words, when it depends on other settings. */
  otherwise?: string;
}

const secret: SettingNotes = { secret: true };
const otherwise = (words: string): SettingNotes => ({ otherwise: words });
const Postgres = UrlOf('postgres:', 'postgresql:');

/** All settings of the installation, by environment variable. */
export const Settings = z.object({
  PORT: Port.default(3000).describe('Port of the web server.'),
  HOST: Host.default('127.0.0.1').describe('Address that the web server binds.'),
  PUBLIC_URL: Origin.optional()
    .meta(otherwise('http://HOST:PORT'))
    .describe('How browsers and providers reach Waypost: scheme, host and port.'),
  DATA_DIR: z
    .string()
    .default('./.data')
    .transform((folder) => path.resolve(folder))
    .describe('Folder of the embedded Postgres, the attachments and the generated key.'),
  DATABASE_URL: Postgres.optional()
    .meta(secret)
    .describe("The application role's database: no superuser, no BYPASSRLS. Without it Postgres is embedded."),
  DATABASE_PASSWORD: z
    .string()
    .optional()
    .meta(secret)
    .describe(
      'Password for DATABASE_URL, where that has none. With Docker required: a word without special characters.',
    ),
  DATABASE_MIGRATION_URL: Postgres.optional()
    .meta(secret)
    .describe(
      "The owner's database, for migrations only. The role owns the database; one that is no superuser needs CREATEROLE and GRANT app TO owner; boot says what is missing.",
    ),
  DATABASE_OWNER_PASSWORD: z.string().optional().meta(secret).describe('The same for DATABASE_MIGRATION_URL.'),
  DATABASE_LIMITS: WorkLimitsSetting.optional()
    .meta(otherwise(usualLimitsInWords))
    .describe(
      'How long a statement may take and wait for a lock, by kind of work: statement/lock in ms, s or m, 0 for no limit, separated by commas.',
    ),
  REDIS_URL: UrlOf('redis:', 'rediss:')
    .optional()
    .meta(secret)
    .describe('Queues and socket fan-out on Redis; without it on Postgres.'),
  REDIS_PASSWORD: z.string().optional().meta(secret).describe('The same for REDIS_URL.'),
  SMTP_PORT: Port.default(2525).describe('Port of the listener for inbound mail.'),
  SMTP_HOST: Host.optional().meta(otherwise('HOST')).describe('Address that the listener for inbound mail binds.'),
  SMTP_URL: UrlOf('smtp:', 'smtps:')
    .optional()
    .meta(secret)
    .describe(
      'Server for outbound mail, such as smtps://user:password@mail.shop.example. In the demo without it: the playground.',
    ),
  DEMO_SMTP_URL: UrlOf('smtp:', 'smtps:')
    .optional()
    .meta(otherwise('the playground in the same process'))
    .describe('Server for outbound mail of a demo without SMTP_URL: where the playground runs in another process.'),
  MAIL_FROM: Mailbox.optional()
    .meta(otherwise('Waypost <no-reply@ the host of PUBLIC_URL>'))
    .describe('Sender of mail to agents: invitations and password resets.'),
  STORAGE_URL: StorageUrl.optional()
    .meta({ ...secret, ...otherwise('file:DATA_DIR/files') })
    .describe('Where attachments are kept: file:/folder, or s3://KEY:SECRET@host/bucket?region=name.'),
  SECRET_KEY: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .meta({ ...secret, ...otherwise('made and kept in DATA_DIR when Postgres is embedded, else required') })
    .describe('Encrypts the secrets of channels and signs tokens. Keep it with the backups.'),
  TRUSTED_PROXIES: Networks.default([]).describe(
    'Proxies whose X-Forwarded-For counts: addresses and ranges, separated by commas.',
  ),
  DEMO: Flag.optional()
    .meta(otherwise('true when Postgres is embedded and HOST and PUBLIC_URL are loopback'))
    .describe('Seeds a demo workspace and serves the playground. Its passwords are public.'),
  ALLOW_PRIVATE_NETWORK: Flag.optional()
    .meta(otherwise('the value of DEMO'))
    .describe('Whether URLs, hosts and mail servers in settings may be private addresses.'),
  ALLOWED_PRIVATE_HOSTS: PrivateHosts.default([]).describe(
    'Private hosts that are allowed nevertheless: names, addresses or ranges, separated by commas.',
  ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least severe level that is logged.'),
});

export type Settings = z.output<typeof Settings>;
export type SettingName = keyof Settings;

/** The notes of one setting. */
export function notesOf(name: SettingName): SettingNotes & { description?: string } {
  return Settings.shape[name].meta() ?? {};
}
