import type { StorageLocation } from './storage-location.js';
import type { WorkLimits } from './work-limits.js';

/** The connection URLs of the two database roles. */
export interface DatabaseUrls {
  databaseUrl: string;
  /** The owner role's; undefined when only `migrate` has it. */
  databaseMigrationUrl?: string;
}

/** The values that are derived from the settings. */
export interface ConfigValues {
  port: number;
  host: string;
  /** Origin without a trailing slash. */
  publicUrl: string;
  dataDir: string;
  /** Whether Waypost starts its own Postgres. */
  embedded: boolean;
  database?: DatabaseUrls;
  workLimits: WorkLimits;
  redisUrl?: string;
  smtpPort: number;
  smtpHost: string;
  smtpUrl?: string;
  /** The playground's mail server, in a demo that sends its mail there. */
  playgroundMailPort?: number;
  mailFrom: string;
  /** Domain of our Message-IDs and addresses. */
  mailDomain: string;
  storage: StorageLocation;
  secretKey: string;
  trustedProxies: string[];
  demo: boolean;
  allowPrivateNetwork: boolean;
  allowedPrivateHosts: string[];
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** The settings of this process, parsed once at boot. Also their Nest token. */
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

  /** URL of the application role. Throws for an embedded Postgres that has not been started. */
  get databaseUrl() {
    if (!this.values.database) throw new Error('The embedded Postgres has not been started yet');
    return this.values.database.databaseUrl;
  }

  /** A copy with the connections of the started embedded Postgres. */
  withDatabase(database: DatabaseUrls) {
    return new Config({ ...this.values, database });
  }

  /** A copy with another port for the playground's mail server. */
  withPlaygroundMailPort(port: number) {
    return new Config({ ...this.values, playgroundMailPort: port, smtpUrl: smtpUrlAt(port) });
  }
}

/** The playground's mail server as the server for outgoing mail. */
export const smtpUrlAt = (port: number): string => `smtp://127.0.0.1:${port}`;
