import type { ChannelContext, GuardedResponse } from '../../define-channel.js';
import { field, line, number } from '../../wire/fields.js';
import { readJson } from '../../wire/read-json.js';
import { redact } from '../../wire/secrets.js';
import { secretsOf, type WhatsappSettings } from './settings.js';

type Context = ChannelContext<WhatsappSettings>;

/** The address of a Graph object or edge below the channel's base URL. */
export const graphUrl = ({ settings }: Context, ...path: string[]): string =>
  [settings.apiBaseUrl.replace(/\/+$/, ''), ...path.map(encodeURIComponent)].join('/');

export const bearer = ({ settings }: Context) => ({ authorization: `Bearer ${settings.accessToken}` });

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
  message: string;
  transient: boolean;
}

/** The provider's own error body. Undefined when the answer has none, and so comes from a proxy. */
export function graphErrorOf(response: GuardedResponse, context: Context): GraphError | undefined {
  const error = field(answerOf(response), 'error');
  const code = number(field(error, 'code'));
  const message = line(field(error, 'message'), 300);
  if (code === undefined || !message) return undefined;
  const details = line(field(error, 'error_data', 'details'), 300);
  return {
    code,
    message: redact(details && details !== message ? `${message}: ${details}` : message, secretsOf(context.settings)),
    transient: field(error, 'is_transient') === true,
  };
}
