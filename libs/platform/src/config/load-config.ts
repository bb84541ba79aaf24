import path from 'node:path';
import { readFileSync } from 'node:fs';
import ipaddr from 'ipaddr.js';
import { ConfigError, type SettingFault } from './boot-refused.js';
import { Config, smtpUrlAt } from './config.js';
import { keepSecretKey } from './keep-secret-key.js';
import { notesOf, Settings, type SettingName } from './settings.schema.js';
import { usualLimits } from './work-limits.js';

/** Reads all settings. Throws one ConfigError that names all invalid ones. */
export function loadConfig(env: Environment): Config {
  const faults: SettingFault[] = [];
  const given = readEnvironment(env, faults);
  const parsed = Settings.safeParse(given);
  for (const issue of parsed.error?.issues ?? [])
    faults.push(faultOf(issue.path[0] as SettingName, issue.message, given));
  if (parsed.data) faults.push(...contradictions(parsed.data));
  if (!parsed.data || faults.length) throw new ConfigError(faults);
  return derive(parsed.data);
}

function faultOf(setting: SettingName, message: string, given: Record<string, string | undefined>): SettingFault {
  if (notesOf(setting).secret) return { setting, message };
  return { setting, message: `${message} (is ${JSON.stringify(given[setting]?.slice(0, 80))})` };
}

function* contradictions(settings: Settings): Generator<SettingFault> {
  if (settings.DATABASE_MIGRATION_URL && !settings.DATABASE_URL) {
    yield { setting: 'DATABASE_URL', message: 'is missing, though DATABASE_MIGRATION_URL is set' };
  }
  if (settings.DATABASE_URL && !settings.SECRET_KEY) {
    yield {
      setting: 'SECRET_KEY',
      message: 'is required with DATABASE_URL: 32 or more random characters, the same for every process',
    };
  }
  if (settings.PORT !== 0 && settings.PORT === settings.SMTP_PORT) {
    yield { setting: 'SMTP_PORT', message: 'is the same as PORT' };
  }
}

function derive(settings: Settings): Config {
  const embedded = !settings.DATABASE_URL;
  const publicUrl = settings.PUBLIC_URL ?? originOf(settings.HOST, settings.PORT);
  const demo = settings.DEMO ?? (embedded && isLoopback(settings.HOST) && isLoopback(new URL(publicUrl).hostname));
  const playgroundMailPort =
    demo && !settings.SMTP_URL && settings.SMTP_PORT ? portAfter(settings.SMTP_PORT, settings.PORT) : undefined;
  const playgroundMail = playgroundMailPort ? smtpUrlAt(playgroundMailPort) : undefined;
  const mailFrom = settings.MAIL_FROM ?? `Waypost <no-reply@${mailHost(publicUrl)}>`;
  return new Config({
    port: settings.PORT,
    host: settings.HOST,
    publicUrl,
    dataDir: settings.DATA_DIR,
    embedded,
    database: settings.DATABASE_URL
      ? {
          databaseUrl: withPassword(settings.DATABASE_URL, settings.DATABASE_PASSWORD),
          databaseMigrationUrl:
            settings.DATABASE_MIGRATION_URL &&
            withPassword(settings.DATABASE_MIGRATION_URL, settings.DATABASE_OWNER_PASSWORD),
        }
      : undefined,
    workLimits: settings.DATABASE_LIMITS ?? usualLimits,
    redisUrl: settings.REDIS_URL && withPassword(settings.REDIS_URL, settings.REDIS_PASSWORD),
    smtpPort: settings.SMTP_PORT,
    smtpHost: settings.SMTP_HOST ?? settings.HOST,
    smtpUrl: settings.SMTP_URL ?? (demo ? settings.DEMO_SMTP_URL : undefined) ?? playgroundMail,
    playgroundMailPort,
    mailFrom,
    mailDomain: mailFrom.slice(mailFrom.lastIndexOf('@') + 1).replace('>', ''),
    storage: settings.STORAGE_URL ?? { kind: 'folder', path: path.join(settings.DATA_DIR, 'files') },
    secretKey: settings.SECRET_KEY ?? keepSecretKey(settings.DATA_DIR),
    trustedProxies: settings.TRUSTED_PROXIES,
    demo,
    allowPrivateNetwork: settings.ALLOW_PRIVATE_NETWORK ?? demo,
    allowedPrivateHosts: settings.ALLOWED_PRIVATE_HOSTS,
    logLevel: settings.LOG_LEVEL,
  });
}

/** Puts a password into a URL that has none. Where no host is named there is no place for one. */
function withPassword(text: string, password: string | undefined): string {
  const url = new URL(text);
  if (!password || url.password || !url.host) return text;
  url.password = encodeURIComponent(password);
  return url.href;
}

/** The next port, or the one after it when another setting uses that one. */
function portAfter(port: number, taken: number) {
  return port + 1 === taken ? port + 2 : port + 1;
}

/** A browser cannot open an address that means "every interface". */
function originOf(host: string, port: number) {
  const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  return new URL(`http://${name.includes(':') ? `[${name}]` : name}:${port}`).origin;
}

function isLoopback(host: string) {
  const name = host.replace(/^\[|\]$/g, '');
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    (ipaddr.isValid(name) && ipaddr.process(name).range() === 'loopback')
  );
}

/** Mail needs a domain; without one use a reserved name, which can never belong to another party. */
function mailHost(publicUrl: string) {
  const { hostname } = new URL(publicUrl);
  return ipaddr.isValid(hostname.replace(/^\[|\]$/g, '')) || !hostname.includes('.') ? 'waypost.localhost' : hostname;
}

export type Environment = Record<string, string | undefined>;

/** Reads the settings from the environment. An empty value counts as unset; NAME_FILE may name a file with a secret. */
function readEnvironment(env: Environment, faults: SettingFault[]) {
  const names = Object.keys(Settings.shape) as SettingName[];
  return Object.fromEntries(
    names.map((name) => [name, valueOf(name, env, faults)]).filter(([, value]) => value !== undefined),
  );
}

function valueOf(name: SettingName, env: Environment, faults: SettingFault[]) {
  const direct = env[name]?.trim() || undefined;
  const file = notesOf(name).secret ? env[`${name}_FILE`]?.trim() : undefined;
  if (!file) return direct;
  if (direct !== undefined) faults.push({ setting: name, message: `is given twice: here and as ${name}_FILE` });
  return direct ?? contentOf(file, `${name}_FILE`, faults);
}

function contentOf(file: string, setting: string, faults: SettingFault[]) {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    faults.push({ setting, message: `cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}` });
    return undefined;
  }
}
