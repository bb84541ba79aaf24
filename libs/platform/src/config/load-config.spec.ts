import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigError, loadConfig, renderEnvExample } from './index.js';

const dataDir = mkdtempSync(path.join(tmpdir(), 'waypost-config-'));
const load = (env: Record<string, string>) => loadConfig({ DATA_DIR: dataDir, ...env });
const external = { DATABASE_URL: 'postgres://app:word@db/waypost', SECRET_KEY: 'k'.repeat(32) };

function faultsOf(env: Record<string, string>) {
  try {
    load(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error as ConfigError;
  }
  throw new Error('the settings were accepted');
}

describe('loadConfig', () => {
  it('embeds Postgres and shows the demo on a machine without settings', () => {
    const { port, host, publicUrl, smtpPort, embedded, demo, allowPrivateNetwork, logLevel, storage } = load({});
    expect({ port, host, publicUrl, smtpPort, embedded, demo, allowPrivateNetwork, logLevel }).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      smtpPort: 2525,
      embedded: true,
      demo: true,
      allowPrivateNetwork: true,
      logLevel: 'info',
    });
    expect(storage).toEqual({ kind: 'folder', path: path.join(dataDir, 'files') });
  });

  it.each([
    ['a public HOST', { HOST: '0.0.0.0' }],
    ['a public PUBLIC_URL', { PUBLIC_URL: 'https://help.shop.example' }],
    ['a database of its own', external],
    ['DEMO=false', { DEMO: 'false' }],
  ])('shows no demo and keeps to public addresses with %s', (_, env) => {
    const config = load(env);
    expect([config.demo, config.allowPrivateNetwork]).toEqual([false, false]);
  });

  it('prefers a setting to what it would derive', () => {
    const config = load({
      ...external,
      DEMO: 'true',
      ALLOW_PRIVATE_NETWORK: 'no',
      SMTP_HOST: '::1',
      PUBLIC_URL: 'https://help.shop.example/',
    });
    expect([config.demo, config.allowPrivateNetwork, config.smtpHost, config.publicUrl]).toEqual([
      true,
      false,
      '::1',
      'https://help.shop.example',
    ]);
    expect([config.mailFrom, config.mailDomain]).toEqual(['Waypost <no-reply@help.shop.example>', 'help.shop.example']);
  });

  it('makes a key once and keeps it to its user', () => {
    expect(load({}).secretKey).toBe(load({}).secretKey);
    expect(statSync(path.join(dataDir, 'secret-key')).mode & 0o777).toBe(0o600);
  });

  it('reads a secret from a file', () => {
    const file = path.join(dataDir, 'redis-url');
    writeFileSync(file, 'redis://cache:6379\n');
    expect(load({ REDIS_URL_FILE: file }).redisUrl).toBe('redis://cache:6379');
    expect(faultsOf({ REDIS_URL_FILE: file, REDIS_URL: 'redis://other' }).message).toContain(
      'REDIS_URL: is given twice',
    );
    expect(faultsOf({ REDIS_URL_FILE: '/nowhere' }).message).toContain('REDIS_URL_FILE: cannot be read: ENOENT');
  });

  it.each([
    ['postgres://app@db/waypost', 'a/b c', 'postgres://app:a%2Fb%20c@db/waypost'],
    ['postgres://app:own@db/waypost', 'other', 'postgres://app:own@db/waypost'],
    ['postgres:///waypost?host=/run/postgresql', 'word', 'postgres:///waypost?host=/run/postgresql'],
  ])('puts a password into a URL that has a host and none: %s', (url, password, made) => {
    const config = load({ ...external, DATABASE_URL: url, DATABASE_PASSWORD: password });
    expect(config.databaseUrl).toBe(made);
  });

  it('names every bad value at once', () => {
    const { faults } = faultsOf({
      PORT: '70000',
      HOST: 'http://x',
      PUBLIC_URL: 'https://a.example/help',
      TRUSTED_PROXIES: '10.0.0.0/33',
      DEMO: 'perhaps',
      LOG_LEVEL: 'loud',
      STORAGE_URL: 'ftp://x',
    });
    expect(faults.map(({ setting }) => setting).sort()).toEqual([
      'DEMO',
      'HOST',
      'LOG_LEVEL',
      'PORT',
      'PUBLIC_URL',
      'STORAGE_URL',
      'TRUSTED_PROXIES',
    ]);
  });

  it.each(['http://x', 'db, 10.0.0.0/33', '10.0.0.256', '*.internal', 'db:70000', 'a b', 'db/x', '-db'])(
    'takes %s for no private hosts',
    (hosts) => {
      expect(faultsOf({ ALLOWED_PRIVATE_HOSTS: hosts }).faults.map(({ setting }) => setting)).toEqual([
        'ALLOWED_PRIVATE_HOSTS',
      ]);
    },
  );

  it('takes names, addresses and ranges for private hosts', () => {
    const hosts = [
      'db',
      'my_graph',
      'mail.corp.internal',
      'graph.internal:8080',
      '127.0.0.1:3901',
      '10.0.0.7',
      '10.0.0.0/8',
      '::1',
      '[::1]',
      'fd00::/8',
    ];
    expect(load({ ALLOWED_PRIVATE_HOSTS: `${hosts.join(', ')},` }).allowedPrivateHosts).toEqual(hosts);
  });

  it('never prints a secret', () => {
    const { message } = faultsOf({
      DATABASE_URL: 'mysql://app:hunter2@db',
      SECRET_KEY: 'hunter2',
      SMTP_URL: 'hunter2',
      STORAGE_URL: 's3://hunter2',
    });
    expect(message).not.toContain('hunter2');
    expect(message).toContain('DATABASE_URL: must be a URL that starts with postgres://');
  });

  it('refuses what contradicts itself', () => {
    expect(faultsOf({ DATABASE_URL: external.DATABASE_URL }).message).toContain('SECRET_KEY: is required');
    expect(faultsOf({ DATABASE_MIGRATION_URL: external.DATABASE_URL }).message).toContain('DATABASE_URL: is missing');
    expect(faultsOf({ SMTP_PORT: '3000' }).message).toContain('SMTP_PORT: is the same as PORT');
  });

  it('understands buckets', () => {
    expect(load({ STORAGE_URL: 's3://id:a%2Fb@s3.example:9000/files?region=eu-west-1&tls=false' }).storage).toEqual({
      kind: 's3',
      endpoint: 'http://s3.example:9000',
      bucket: 'files',
      region: 'eu-west-1',
      accessKeyId: 'id',
      secretAccessKey: 'a/b',
    });
  });

  it('knows the embedded database only once it runs', () => {
    expect(() => load({}).databaseUrl).toThrow('has not been started');
    expect(load({}).withDatabase({ databaseUrl: 'postgres://a' }).databaseUrl).toBe('postgres://a');
  });
});

it('takes limits of some kinds of work and keeps the others', () => {
  const { workLimits } = load({ DATABASE_LIMITS: 'report=2m/500ms, request=0/10s' });
  expect(workLimits.report).toEqual({ statementMs: 120_000, lockMs: 500 });
  expect(workLimits.request).toEqual({ statementMs: 0, lockMs: 10_000 });
  expect(workLimits.job).toEqual(load({}).workLimits.job);
});

it.each(['report', 'report=2m', 'lunch=1s/1s', 'report=2h/1s', 'report=9999m/1s', 'report=-1s/1s'])(
  'refuses %j as a limit',
  (DATABASE_LIMITS) => {
    expect(faultsOf({ DATABASE_LIMITS }).faults).toMatchObject([{ setting: 'DATABASE_LIMITS' }]);
  },
);

it('.env.example says what the schema says', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(renderEnvExample());
});
