import type { ChannelContext, GuardedResponse } from '../../define-channel.js';
import { field, line, number } from '../../wire/fields.js';
import { readJson } from '../../wire/read-json.js';
import { redact } from '../../wire/secrets.js';
import type { TelegramSettings } from './settings.js';

type Context = ChannelContext<TelegramSettings>;

/** The path contains the token: never show or log these URLs. */
export const methodUrl = ({ settings }: Context, method: string): string =>
  `${baseOf(settings)}/bot${tokenOf(settings)}/${method}`;
export const fileUrl = ({ settings }: Context, path: string): string =>
  `${baseOf(settings)}/file/bot${tokenOf(settings)}/${path.split('/').map(encodeURIComponent).join('/')}`;

const baseOf = ({ apiBaseUrl }: TelegramSettings) => apiBaseUrl.replace(/\/+$/, '');
const tokenOf = ({ botToken }: TelegramSettings) => encodeURIComponent(botToken).replaceAll('%3A', ':');

/** The `result` of a successful call, otherwise undefined. */
export function resultOf(response: GuardedResponse): unknown {
  const answer = answerOf(response);
  return response.status === 200 && field(answer, 'ok') === true ? field(answer, 'result') : undefined;
}

/** An error in Telegram's own words, undefined when the answer has none. */
export function botErrorOf(
  response: GuardedResponse,
  { settings }: Context,
): { message: string; retryAfter?: number } | undefined {
  const answer = answerOf(response);
  const description = line(field(answer, 'description'), 300);
  if (field(answer, 'ok') !== false || !description) return undefined;
  const retryAfter = number(field(answer, 'parameters', 'retry_after'));
  const message = redact(description, [settings.botToken, tokenOf(settings), settings.webhookSecret ?? '']);
  return { message, ...(retryAfter !== undefined && { retryAfter: Math.min(Math.max(retryAfter, 1), 3_600) }) };
}

function answerOf(response: GuardedResponse): unknown {
  try {
    return readJson(response.body);
  } catch {
    return undefined;
  }
}
