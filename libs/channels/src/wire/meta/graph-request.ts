import type { GuardedResponse } from '../../define-channel.js';
import { field, line, number } from '../fields.js';
import { readJson } from '../read-json.js';
import { redact } from '../secrets.js';

/** The address of a Graph object or edge below a channel's base URL. */
export const graphUrl = ({ settings }: { settings: { apiBaseUrl: string } }, ...path: string[]): string =>
  [settings.apiBaseUrl.replace(/\/+$/, ''), ...path.map(encodeURIComponent)].join('/');

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The body of an answer, undefined when it is no JSON. */
export function answerOf(response: GuardedResponse): unknown {
  try {
    return readJson(response.body);
  } catch {
    return undefined;
  }
}

/** The provider's own error text. */
export interface GraphError {
  code: number;
  subcode?: number;
  message: string;
  transient: boolean;
}

/**
 * The provider's own error body, without the channel's secrets. Undefined when the answer has none, and so comes from a
 * proxy.
 */
export function graphErrorOf(response: GuardedResponse, secrets: string[]): GraphError | undefined {
  const error = field(answerOf(response), 'error');
  const code = number(field(error, 'code'));
  const message = line(field(error, 'message'), 300);
  if (code === undefined || !message) return undefined;
  const subcode = number(field(error, 'error_subcode'));
  const details = line(field(error, 'error_data', 'details'), 300);
  return {
    code,
    ...(subcode !== undefined && { subcode }),
    message: redact(details && details !== message ? `${message}: ${details}` : message, secrets),
    transient: field(error, 'is_transient') === true,
  };
}
