import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { kindOf } from './address-kind.js';
import { AddressRefused } from './net-errors.js';

/** Resolves all addresses of a name. */
export type Resolve = (host: string) => Promise<string[]>;

/** What the installation allows besides public addresses. */
export interface AddressPolicy {
  allowPrivateNetwork: boolean;
  /** Names, names with a port, addresses or ranges. */
  allowedPrivateHosts: readonly string[];
}

const systemResolve: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/** Decides which hosts from settings or messages may be connected to. */
export class AddressRules {
  constructor(
    private readonly policy: AddressPolicy,
    private readonly resolve: Resolve = systemResolve,
  ) {}

  /**
   * Resolves the allowed addresses of a host. Connect only to these: a second look-up may return others. Throws
   * AddressRefused when no allowed address is left.
   */
  async pin(host: string, port: number): Promise<string[]> {
    const name = plain(host);
    const found = ipaddr.isValid(name) ? [name] : await this.resolve(name);
    const allowed = found.filter((address) => this.allows(name, port, address));
    if (allowed.length === 0) throw new AddressRefused(host);
    return allowed;
  }

  /** Refuses without a look-up: addresses, and names that always mean this machine. Throws AddressRefused. */
  refuseLiteral(host: string, port: number): void {
    const name = plain(host);
    const address = /(^|\.)localhost$/.test(name) ? '127.0.0.1' : name;
    if (ipaddr.isValid(address) && !this.allows(name, port, address)) throw new AddressRefused(host);
  }

  private allows(name: string, port: number, address: string) {
    const kind = kindOf(address);
    if (kind === 'forbidden') return false;
    return kind === 'public' || this.policy.allowPrivateNetwork || this.isException(name, port, address);
  }

  private isException(name: string, port: number, address: string) {
    return this.policy.allowedPrivateHosts.some((entry) => {
      const exception = plain(entry);
      return exception === name || exception === `${name}:${port}` || isWithin(address, exception);
    });
  }
}

/** Normalises a host: lower case, no brackets, no final dot. */
function plain(host: string) {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

function isWithin(text: string, range: string) {
  if (!ipaddr.isValid(range) && !ipaddr.isValidCIDR(range)) return false;
  const address = ipaddr.process(text);
  const [network, bits] = ipaddr.isValidCIDR(range) ? ipaddr.parseCIDR(range) : [ipaddr.process(range), undefined];
  return network.kind() === address.kind() && address.match(network, bits ?? (network.kind() === 'ipv4' ? 32 : 128));
}
