import type { StorageLocation } from './storage-location.js';
import type { WorkLimits } from './work-limits.js';

/** The two roles' connections to the one database. */
export interface DatabaseUrls {
  databaseUrl: string;
  /** The owner's: absent where only `migrate` has it. */
  databaseMigrationUrl?: string;
}

/** What stands fixed once the settings are read. */
export interface ConfigValues {
  port: number;
  host: string;
  /** Origin without a trailing slash. */
  publicUrl: string;
  dataDir: string;
  /** Whether Postgres is started by us. */
  embedded: boolean;
  database?: DatabaseUrls;
  workLimits: WorkLimits;
  redisUrl?: string;
  smtpPort: number;
  smtpHost: string;
  smtpUrl?: string;
  /** Where the playground's mailbox listens, in a demo whose mail goes there. */
  playgroundMailPort?: number;
  mailFrom: string;
  /** Domain of Message-IDs and of addresses that are ours. */
  mailDomain: string;
  storage: StorageLocation;
  secretKey: string;
  trustedProxies: string[];
  demo: boolean;
  allowPrivateNetwork: boolean;
  allowedPrivateHosts: string[];
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** The settings of this process, parsed once at boot; also the token by which Nest injects them. */
export class Config {
  constructor(readonly values: ConfigValues) {}

  get port() {
    return this.values.port;
  }
  get host() {
    return this.values.host;
  }
  get publicUrl() {
    return this.values.publicUrl;
  }
  get dataDir() {
    return this.values.dataDir;
  }
  get embedded() {
    return this.values.embedded;
  }
  get workLimits() {
    return this.values.workLimits;
  }
  get redisUrl() {
    return this.values.redisUrl;
  }
  get smtpPort() {
    return this.values.smtpPort;
  }
  get smtpHost() {
    return this.values.smtpHost;
  }
  get smtpUrl() {
    return this.values.smtpUrl;
  }
  get playgroundMailPort() {
    return this.values.playgroundMailPort;
  }
  get mailFrom() {
    return this.values.mailFrom;
  }
  get mailDomain() {
    return this.values.mailDomain;
  }
  get storage() {
    return this.values.storage;
  }
  get secretKey() {
    return this.values.secretKey;
  }
  get trustedProxies() {
    return this.values.trustedProxies;
  }
  get demo() {
    return this.values.demo;
  }
  get allowPrivateNetwork() {
    return this.values.allowPrivateNetwork;
  }
  get allowedPrivateHosts() {
    return this.values.allowedPrivateHosts;
  }
  get logLevel() {
    return this.values.logLevel;
  }
  get databaseMigrationUrl() {
    return this.values.database?.databaseMigrationUrl;
  }

  /** The application role's; an embedded Postgres has none before it is started. */
  get databaseUrl() {
    if (!this.values.database) throw new Error('The embedded Postgres has not been started yet');
    return this.values.database.databaseUrl;
  }

  /** The same settings, with the connections of the embedded Postgres now that it runs. */
  withDatabase(database: DatabaseUrls) {
    return new Config({ ...this.values, database });
  }

  /** The same settings, with the playground's mailbox at another port. */
  withPlaygroundMailPort(port: number) {
    return new Config({ ...this.values, playgroundMailPort: port, smtpUrl: smtpUrlAt(port) });
  }
}

/** The playground's mailbox as a server for outgoing mail. */
export const smtpUrlAt = (port: number): string => `smtp://127.0.0.1:${port}`;
