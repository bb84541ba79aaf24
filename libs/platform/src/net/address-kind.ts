import ipaddr from 'ipaddr.js';

/**
 * What an address may be reached for: `public` by anyone, `private` where the installation allows it, `forbidden` never:
 * link-local addresses and those at which clouds hand out a machine's credentials.
 */
export type AddressKind = 'public' | 'private' | 'forbidden';

/** Metadata services outside of the link-local ranges: AWS over IPv6, Alibaba, Oracle, Azure. */
const metadata = new Set(['fd00:ec2::254', '100.100.100.200', '192.0.0.192', '168.63.129.16']);

const forbiddenRanges = new Set(['linkLocal', 'multicast', 'broadcast']);

/** IPv6 ranges that carry an IPv4 address, and at which of the eight groups it stands. */
const carriers: { range: [ipaddr.IPv6, number]; group: number; isInverted?: boolean }[] = [
  { range: ipaddr.IPv6.parseCIDR('::ffff:0:0/96'), group: 6 },
  { range: ipaddr.IPv6.parseCIDR('::ffff:0:0:0/96'), group: 6 },
  { range: ipaddr.IPv6.parseCIDR('64:ff9b::/96'), group: 6 },
  { range: ipaddr.IPv6.parseCIDR('64:ff9b:1::/48'), group: 6 },
  { range: ipaddr.IPv6.parseCIDR('2002::/16'), group: 1 },
  { range: ipaddr.IPv6.parseCIDR('2001::/32'), group: 6, isInverted: true },
];

/** The kind of an address; one that carries another is what it carries, if that is worse. */
export function kindOf(text: string): AddressKind {
  if (!ipaddr.isValid(text)) return 'forbidden';
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv4) return ownKind(address);
  const carried = carriedBy(address);
  if (!carried) return isCompatible(address) ? 'private' : ownKind(address);
  const inner = ownKind(carried);
  // A plain IPv4 address in IPv6 clothes is that address; through a relay it is no place of anybody's settings.
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

/** The old form ::a.b.c.d, and with it :: and ::1. */
const isCompatible = (address: ipaddr.IPv6) => address.match(ipaddr.IPv6.parseCIDR('::/96'));

const isNat64 = (address: ipaddr.IPv6) => address.match(ipaddr.IPv6.parseCIDR('64:ff9b::/96'));
