import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { kindOf } from './address-kind.js';
import { AddressRefused } from './net-errors.js';

/** Finds all addresses of a name. */
export type Resolve = (host: string) => Promise<string[]>;

/** What the installation allows beside public addresses. */
export interface AddressPolicy {
  allowPrivateNetwork: boolean;
  /** Names, names with a port, addresses or ranges. */
  allowedPrivateHosts: readonly string[];
}

const systemResolve: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/** Decides which hosts that stand in settings may be reached. */
export class AddressRules {
  constructor(
    private readonly policy: AddressPolicy,
    private readonly resolve: Resolve = systemResolve,
  ) {}

  /**
   * The addresses of a host that may be connected to. Names are looked up here and nowhere else: whoever connects must
   * use these, since a second look-up may say something else. Throws AddressRefused when none is left.
   */
  async pin(host: string, port: number): Promise<string[]> {
    const name = plain(host);
    const found = ipaddr.isValid(name) ? [name] : await this.resolve(name);
    const allowed = found.filter((address) => this.allows(name, port, address));
    if (allowed.length === 0) throw new AddressRefused(host);
    return allowed;
  }

  /** Refuses a host that can be refused without a look-up: an address, or a name that always means this machine. */
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

/** One way of writing a host: lower case, no brackets, no final dot. */
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
