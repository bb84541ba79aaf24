import type { ReasonCode } from '#libs/contracts';
import { reason } from '#libs/contracts';

type WithWhy = Extract<
  ReasonCode,
  | 'window-closed-template'
  | 'template-parameters'
  | 'template-unknown'
  | 'template-too-long'
  | 'template-policy'
  | 'template-paused'
  | 'template-disabled'
  | 'undeliverable'
  | 'held-back'
  | 'opted-out'
>;

/**
 * Errors after which an agent can do something; see
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes.
 */
const codes = new Map<number, WithWhy>([
  [131026, 'undeliverable'],
  [131047, 'window-closed-template'],
  [131049, 'held-back'],
  [131050, 'opted-out'],
  [132000, 'template-parameters'],
  [132001, 'template-unknown'],
  [132005, 'template-too-long'],
  [132007, 'template-policy'],
  [132012, 'template-parameters'],
  [132015, 'template-paused'],
  [132016, 'template-disabled'],
]);

/** What an error of WhatsApp's means for the agent, with its own words behind; undefined when these say all. */
export function adviceOn(code: number | undefined, why: string): string | undefined {
  const known = code === undefined ? undefined : codes.get(code);
  return known && reason(known, { why });
}
