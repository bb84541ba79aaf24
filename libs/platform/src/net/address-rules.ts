import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { reason } from '#libs/contracts';

/** Resolves all addresses of a name. */
export type Resolve = (host: string) => Promise<string[]>;

/** What the installation allows besides public addresses. */
export interface AddressPolicy {
  allowPrivateNetwork: boolean;
  /** Names, names with a port, addresses or ranges. */
  allowedPrivateHosts: readonly string[];
}

/** A host that must not be connected to. The message names the host, never the addresses that it resolved to. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  /** A retry cannot succeed. */
  readonly refused = true;
  /** Why, without the host: the setting that would allow it, or that none does. */
  readonly hint: string;

  constructor(host: string, isPrivate = false) {
    super(`${host.slice(0, 253)} is not an address that may be used here`);
    this.hint = isPrivate ? reason('private-address') : reason('unusable-address');
  }
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
    if (allowed.length === 0) throw new AddressRefused(host, isAllowable(found));
    return allowed;
  }

  /** Refuses without a look-up: addresses, and names that always mean this machine. Throws AddressRefused. */
  refuseLiteral(host: string, port: number): void {
    const name = plain(host);
    const address = /(^|\.)localhost$/.test(name) ? '127.0.0.1' : name;
    if (ipaddr.isValid(address) && !this.allows(name, port, address))
      throw new AddressRefused(host, isAllowable([address]));
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

/** Whether a setting could allow one of the addresses. */
const isAllowable = (addresses: string[]) => addresses.some((address) => kindOf(address) === 'private');

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

/**
 * Whether an address may be connected to: `public` always, `private` when the installation allows it, `forbidden` never
 * (link-local addresses and the cloud metadata services, which hand out credentials).
 */
export type AddressKind = 'public' | 'private' | 'forbidden';

/** Metadata services outside of the link-local ranges: AWS over IPv6, Alibaba, Oracle, Azure. */
const metadata = new Set(['fd00:ec2::254', '100.100.100.200', '192.0.0.192', '168.63.129.16']);

const forbiddenRanges = new Set(['linkLocal', 'multicast', 'broadcast']);

/** IPv6 ranges that embed an IPv4 address, and the index of its first group. */
const carriers: { range: [ipaddr.IPv6, number]; group: number; isInverted?: boolean }[] = [
  { range: ipaddr.IPv6.parseCIDR('::ffff:0:0/96'), group: 6 },
  { range: ipaddr.IPv6.parseCIDR('::ffff:0:0:0/96'), group: 6 },
  { range: ipaddr.IPv6.parseCIDR('64:ff9b::/96'), group: 6 },
  { range: ipaddr.IPv6.parseCIDR('64:ff9b:1::/48'), group: 6 },
  { range: ipaddr.IPv6.parseCIDR('2002::/16'), group: 1 },
  { range: ipaddr.IPv6.parseCIDR('2001::/32'), group: 6, isInverted: true },
];

/** The kind of an address. One that embeds an IPv4 address has the stricter kind of the two. */
export function kindOf(text: string): AddressKind {
  if (!ipaddr.isValid(text)) return 'forbidden';
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv4) return ownKind(address);
  const carried = carriedBy(address);
  if (!carried) return isCompatible(address) ? 'private' : ownKind(address);
  const inner = ownKind(carried);
  // An IPv4-mapped address is that IPv4 address. Addresses of relays and tunnels do not occur in honest settings.
  return inner === 'public' && !address.isIPv4MappedAddress() && !isNat64(address) ? 'private' : inner;
}

function ownKind(address: ipaddr.IPv4 | ipaddr.IPv6): AddressKind {
  const range = address.range();
  if (metadata.has(address.toString()) || forbiddenRanges.has(range)) return 'forbidden';
  return range === 'unicast' ? 'public' : 'private';
}

function carriedBy(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const carrier = carriers.find(({ range }) => address.match(range));
  if (!carrier) return undefined;
  const bytes = address.toByteArray().slice(carrier.group * 2, carrier.group * 2 + 4);
  return new ipaddr.IPv4(carrier.isInverted ? bytes.map((byte) => 255 - byte) : bytes);
}

/** The deprecated form ::a.b.c.d, which includes :: and ::1. */
const isCompatible = (address: ipaddr.IPv6) => address.match(ipaddr.IPv6.parseCIDR('::/96'));

const isNat64 = (address: ipaddr.IPv6) => address.match(ipaddr.IPv6.parseCIDR('64:ff9b::/96'));
