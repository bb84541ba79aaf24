import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const words = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['0', false],
  ['no', false],
  ['off', false],
]);

/** A boolean, in the usual spellings. */
export const Flag = z
  .string()
  .toLowerCase()
  .refine((word) => words.has(word), 'must be true or false')
  .transform((word) => words.get(word) === true);

/** A TCP port; 0 for any free one. */
export const Port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .refine((port) => port <= 65_535, 'must be at most 65535');

/** A name or address to listen on, not a URL. */
export const Host = z
  .string()
  .refine(
    (host) => ipaddr.isValid(host) || /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(host),
    'must be a host name or an IP address',
  );

/** A comma-separated list. */
const List = z.string().transform((text) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean),
);

/** A URL of one of these schemes. */
export const UrlOf = (...schemes: string[]) =>
  z
    .string()
    .refine(
      (text) => schemes.includes(schemeOf(text)),
      `must be a URL that starts with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
    );

/** Addresses and ranges in CIDR notation. */
export const Networks = List.refine(
  (entries) => entries.every(isNetwork),
  'must be IP addresses or ranges such as 10.0.0.0/8, separated by commas',
);

/** Addresses, ranges and host names; an IPv4 address or a name may have a port. */
export const PrivateHosts = List.refine(
  (entries) => entries.every(isPrivateHost),
  'must be host names, IP addresses or ranges such as 10.0.0.0/8, separated by commas',
);

/** The public origin. No path but /, since links are built without one. */
export const Origin = UrlOf('http:', 'https:')
  .refine(isBareOrigin, 'must be scheme, host and port only')
  .transform((text) => new URL(text).origin);

/** A mailbox, with or without a display name: `Support <support@shop.example>`. */
export const Mailbox = z
  .string()
  .regex(
    /^(?:[^<>\p{Cc}]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u,
    'must be a mail address, such as Support <support@shop.example>',
  );

function schemeOf(text: string) {
  return URL.canParse(text) ? new URL(text).protocol : '';
}

function isNetwork(entry: string) {
  return ipaddr.isValid(entry) || ipaddr.isValidCIDR(entry);
}

function isPrivateHost(entry: string) {
  if (isNetwork(entry.replace(/^\[(.*)\]$/, '$1'))) return true;
  const [, name = '', port = '0'] = /^(\w(?:[\w.-]*\w)?)\.?(?::(\d{1,5}))?$/.exec(entry) ?? [];
  // A name whose last label is a number would be an IPv4 address, and it did not parse as one.
  return name !== '' && Number(port) <= 65_535 && (ipaddr.isValid(name) || !/(^|\.)\d+$/.test(name));
}

function isBareOrigin(text: string) {
  if (!URL.canParse(text)) return true;
  const { pathname, search, hash, username, password } = new URL(text);
  return pathname === '/' && !search && !hash && !username && !password;
}
