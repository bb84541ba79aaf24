import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { loadConfig } from '#libs/platform';
import { Settings, notesOf, type SettingName } from '../../libs/platform/src/config/settings.schema.js';

interface Service {
  environment?: Record<string, string | number>;
  ports?: string[];
  logging?: { options: object };
  mem_limit?: string;
  secrets?: { source: string; target: string }[];
}

const text = readFileSync('docker-compose.yml', 'utf8');
const { services, secrets } = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
};
const example = readFileSync('.env.example', 'utf8');
const settings = Object.keys(Settings.shape) as SettingName[];

/** Names in `.env.example`, and the files that may hold a secret. */
const named = new Set([...example.matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name!));
const files = settings.filter((name) => notesOf(name).secret).map((name) => `${name}_FILE`);
/** What compose reads from `.env`: `$$` is for the shell of a container. */
const read = new Set([...text.matchAll(/(?<!\$)\$\{([A-Z_]+)/g)].map(([, name]) => name!));

const required = {
  PUBLIC_URL: 'https://help.shop.example',
  DATABASE_PASSWORD: 'a',
  DATABASE_OWNER_PASSWORD: 'b',
  REDIS_PASSWORD: 'c',
  SECRET_KEY: 'k'.repeat(32),
};

/**
 * What compose makes of a value, with the variables of `.env`: the innermost first, which names no value of another.
 */
function interpolate(raw: string, env: Record<string, string>): string {
  const made = raw.replaceAll(
    /(?<!\$)\$\{([A-Z_]+):([-?+])([^${}]*)\}/g,
    (_, name: string, kind: string, rest: string) => {
      if (kind === '+') return env[name] ? rest : '';
      if (env[name]) return env[name];
      return kind === '?' ? `missing(${name}: ${rest})` : rest;
    },
  );
  return made === raw ? made : interpolate(made, env);
}

/** The environment of a service, as compose makes it of `.env`. */
function environmentOf(service: string, env: Record<string, string>): Record<string, string> {
  const made = Object.entries(services[service]!.environment ?? {}).map(([name, raw]) => {
    const value = interpolate(String(raw), env);
    if (value.includes('missing(')) throw new Error(value);
    return [name, value];
  });
  return Object.fromEntries(made) as Record<string, string>;
}

describe('docker-compose.yml, .env.example and the settings', () => {
  it('name the same: what compose or Waypost reads is in the example, and all of the example is read', () => {
    expect([...read].filter((name) => !named.has(name) && !files.includes(name))).toEqual([]);
    expect(settings.filter((name) => !named.has(name))).toEqual([]);
    expect([...named].filter((name) => !read.has(name) && !settings.includes(name as SettingName))).toEqual([]);
  });

  it('reach the containers: each setting is passed on, or set, and the example says so', () => {
    const passed = Object.keys({ ...services.worker!.environment, ...services.migrate!.environment });
    const missing = settings.filter((name) => !passed.includes(name));
    // The image sets the folder, and the listener's host is HOST.
    expect(missing).toEqual(['DATA_DIR', 'SMTP_HOST']);
    const told = [...example.matchAll(/^# Not with Docker.*\n# ([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(settings.filter((name) => !read.has(name))).toEqual(told);
  });

  it.each(['api', 'worker', 'migrate'])('are settings that %s starts with', (service) => {
    const config = loadConfig(environmentOf(service, required));
    expect([config.demo, config.smtpUrl, config.publicUrl]).toEqual([false, undefined, required.PUBLIC_URL]);
  });

  describe('with passwords in files', () => {
    const { DATABASE_PASSWORD: _1, DATABASE_OWNER_PASSWORD: _2, REDIS_PASSWORD: _3, ...others } = required;
    const names = {
      database: 'DATABASE_PASSWORD_FILE',
      owner: 'DATABASE_OWNER_PASSWORD_FILE',
      redis: 'REDIS_PASSWORD_FILE',
    };
    let folder: string;
    let env: Record<string, string>;
    beforeAll(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'waypost-passwords-'));
      for (const name of Object.keys(names)) writeFileSync(path.join(folder, name), `${name}/pass word\n`);
      const given = Object.entries(names).map(([name, variable]) => [variable, path.join(folder, name)]);
      env = { ...others, ...(Object.fromEntries(given) as Record<string, string>) };
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it.each(['api', 'worker', 'migrate'])('%s reads those that it needs, and has no others', (service) => {
      const mounted = services[service]!.secrets!.map(({ source, target }) => {
        expect(interpolate(secrets[source]!.file, env)).toBe(path.join(folder, path.basename(target)));
        return path.basename(target);
      });
      expect(mounted).toEqual(service === 'migrate' ? ['database', 'redis', 'owner'] : ['database', 'redis']);
      const inContainer = Object.entries(environmentOf(service, env)).map(([name, value]) => [
        name,
        value.replace('/run/passwords', folder),
      ]);
      const config = loadConfig(Object.fromEntries(inContainer) as Record<string, string>);
      expect(config.databaseUrl).toBe('postgresql://waypost:database%2Fpass%20word@postgres:5432/waypost');
      expect(config.redisUrl).toBe('redis://:redis%2Fpass%20word@redis:6379');
      const owner = 'postgresql://waypost_owner:owner%2Fpass%20word@postgres:5432/waypost';
      expect(config.databaseMigrationUrl).toBe(service === 'migrate' ? owner : undefined);
    });

    it('hand them to Postgres and Redis, and show none where compose prints what it has read', () => {
      expect(environmentOf('postgres', env)).toMatchObject({
        POSTGRES_PASSWORD: '',
        POSTGRES_PASSWORD_FILE: '/run/passwords/owner',
        APP_PASSWORD: '',
      });
      expect(services.postgres!.secrets!.map(({ target }) => target)).toEqual([
        '/run/passwords/database',
        '/run/passwords/owner',
      ]);
      expect(services.redis!.secrets).toEqual([{ source: 'redis-password', target: '/run/passwords/redis' }]);
      expect(interpolate(text, env)).not.toContain('pass word');
    });

    it('are required one way or the other', () => {
      for (const service of ['postgres', 'redis'])
        expect(() => environmentOf(service, others)).toThrow('_PASSWORD: a long');
    });
  });

  it('keep passwords out of URLs and of lists of processes', () => {
    const shown = interpolate(text, {
      ...required,
      DATABASE_PASSWORD: 'seen',
      DATABASE_OWNER_PASSWORD: 'seen',
      REDIS_PASSWORD: 'seen',
    });
    const lines = shown.split('\n').filter((line) => line.includes('seen'));
    expect(lines.filter((line) => !/^ +(\w*PASSWORD|\w*GIVEN_AS): seen$/.test(line))).toEqual([]);
  });

  it('take DEMO=false for no demo, and send a demo’s mail to the playground of the api', () => {
    const smtpOf = (DEMO: string) => loadConfig(environmentOf('worker', { ...required, DEMO })).smtpUrl;
    expect(smtpOf('false')).toBeUndefined();
    expect(smtpOf('true')).toBe('smtp://api:2526');
  });

  it('open no port to other machines, and let no log grow without end, unless the operator says so', () => {
    expect(services.api!.ports!.every((port) => /^\$\{(HTTP|SMTP)_BIND:-127\.0\.0\.1\}:/.test(port))).toBe(true);
    for (const [name, service] of Object.entries(services)) {
      if (name !== 'api') expect(service.ports).toBeUndefined();
      expect(service.logging?.options).toMatchObject({ 'max-size': '20m' });
    }
  });

  it('bound the memory of each container, by a setting', () => {
    for (const { mem_limit: limit } of Object.values(services))
      expect(limit).toMatch(/^\$\{\w*MEMORY_LIMIT:-\d+[mg]\}$/);
  });
});
