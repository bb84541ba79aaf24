import type { ReplyVariable } from '#libs/contracts';

/** The variables of saved replies, by the contract's own type. */
const variables: Record<ReplyVariable, true> = {
  'contact.name': true,
  'agent.name': true,
  'ticket.number': true,
  'order.number': true,
  'order.tracking': true,
  'store.name': true,
};

/** Names of values that a text still lacks: with a marker in it, it must not reach a customer. */
export function missingValues(text: string): string[] {
  const names = Array.from(text.matchAll(/\{\{\s{0,8}([a-z]{1,20}\.[a-z]{1,20})\s{0,8}\}\}/gi), (match) =>
    match[1]!.toLowerCase(),
  );
  return [...new Set(names)].filter((name) => name in variables);
}
