import { reason } from '#libs/contracts';
import type { ChannelContext, Finding, GuardedResponse } from '../../define-channel.js';
import { field, line } from '../../wire/fields.js';
import { redact } from '../../wire/secrets.js';
import { describeNoAnswer } from '../../wire/send-parts.js';
import { botErrorOf, methodUrl, resultOf } from './bot-request.js';
import type { TelegramSettings } from './settings.js';

type Context = ChannelContext<TelegramSettings>;

/** What a bot has to ask for; without `message_reaction` Telegram sends no reactions. */
const updates = ['message', 'edited_message', 'callback_query', 'message_reaction'];

/** Has Telegram deliver here, with the channel's secret, and checks that it will. */
export async function connectBot(context: Context): Promise<Finding> {
  const { webhookUrl: url, settings } = context;
  return asked(async () => {
    const answer = await call(context, 'setWebhook', {
      url,
      secret_token: settings.webhookSecret,
      allowed_updates: updates,
    });
    return resultOf(answer) === true ? checkBot(context) : refusal(answer, context);
  });
}

/** Has Telegram deliver here no longer. A webhook that leads elsewhere by now is another's, and stays. */
export async function disconnectBot(context: Context): Promise<Finding> {
  const left = await asked(async () => {
    const current = await context.tools.fetch(methodUrl(context, 'getWebhookInfo'));
    const hook = resultOf(current);
    if (hook === undefined) return refusal(current, context);
    if (line(field(hook, 'url'), 1_000) !== context.webhookUrl) return { ok: true, message: '' };
    const answer = await call(context, 'deleteWebhook', {});
    return resultOf(answer) === true ? { ok: true, message: '' } : refusal(answer, context);
  });
  return left.ok ? left : { ok: false, message: reason('still-delivers', { platform: 'Telegram', why: left.message }) };
}

/** Asks who the bot is, and where Telegram delivers for it. */
export function checkBot(context: Context): Promise<Finding> {
  return asked(async () => {
    const bot = await context.tools.fetch(methodUrl(context, 'getMe'));
    const name = line(field(resultOf(bot), 'username'));
    if (!name) return refusal(bot, context);
    const hook = await context.tools.fetch(methodUrl(context, 'getWebhookInfo'));
    const fault = faultOf(resultOf(hook), context);
    if (fault) return { ok: false, message: fault, proves: { sending: true } };
    return { ok: true, message: `@${name}`, proves: { sending: true, receiving: true } };
  });
}

const asked = (ask: () => Promise<Finding>): Promise<Finding> =>
  ask().catch((error: unknown) => ({ ok: false, message: describeNoAnswer(error, 'Telegram') }));

const call = (context: Context, method: string, body: object): Promise<GuardedResponse> =>
  context.tools.fetch(methodUrl(context, method), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Why Telegram does not deliver here, or undefined. Its last error counts only while deliveries wait. */
function faultOf(
  hook: unknown,
  { webhookUrl, settings: { botToken, webhookSecret = '' } }: Context,
): string | undefined {
  if (line(field(hook, 'url'), 1_000) !== webhookUrl) return reason('delivers-elsewhere', { platform: 'Telegram' });
  const fault = line(field(hook, 'last_error_message'), 300);
  if (!fault || !field(hook, 'pending_update_count')) return undefined;
  return reason('cannot-deliver', { platform: 'Telegram', why: redact(fault, [botToken, webhookSecret]) });
}

const refusal = (answer: GuardedResponse, context: Context): Finding => ({
  ok: false,
  message:
    botErrorOf(answer, context)?.message ?? reason('answered-status', { platform: 'Telegram', status: answer.status }),
});
