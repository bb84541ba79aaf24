import { Injectable } from '@nestjs/common';
import { Config } from '../config/index.js';
import { AddressRules } from './address-rules.js';
import { createGuardedFetch } from './guarded-fetch.js';
import type { GuardedFetch } from './guarded-request.js';

/** Access to hosts that people put into settings or messages. */
@Injectable()
export class Network {
  private readonly rules: AddressRules;
  /** The only fetch for such URLs. */
  readonly fetch: GuardedFetch;

  constructor({ allowPrivateNetwork, allowedPrivateHosts }: Config) {
    this.rules = new AddressRules({ allowPrivateNetwork, allowedPrivateHosts });
    this.fetch = createGuardedFetch(this.rules);
  }

  /** The address of a mail server, and the host as TLS server name. Throws AddressRefused. */
  async assertAddressAllowed(host: string, port: number): Promise<string> {
    const [address] = await this.rules.pin(host, port);
    return address!;
  }

  /** Checks a host in settings, without a look-up. Throws AddressRefused. */
  refuseLiteralHost(host: string, port: number): void {
    this.rules.refuseLiteral(host, port);
  }
}
