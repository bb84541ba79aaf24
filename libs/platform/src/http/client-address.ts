import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/** The client's address. X-Forwarded-For counts only when the peer is a trusted proxy. */
export function clientAddress(request: IncomingMessage, trustedProxies: readonly string[]): string {
  let address = peerOf(request);
  const hops = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((hop) => plain(hop.trim()))
    .filter(Boolean);
  while (isDeclaredProxy(address, trustedProxies) && hops.length) address = hops.pop() ?? address;
  return address;
}

/** The address of the connection's other end. */
export const peerOf = (request: IncomingMessage): string => plain(request.socket.remoteAddress ?? '');

const plain = (address: string) => (ipaddr.isValid(address) ? ipaddr.process(address).toString() : '');

export function isDeclaredProxy(address: string, trustedProxies: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return trustedProxies.some((range) => {
    const [network, bits] = range.includes('/') ? ipaddr.parseCIDR(range) : [ipaddr.parse(range), undefined];
    if (network.kind() !== parsed.kind()) return false;
    return parsed.match(network, bits ?? (network.kind() === 'ipv4' ? 32 : 128));
  });
}
