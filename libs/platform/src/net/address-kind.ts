import ipaddr from 'ipaddr.js';

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
