import { reason } from '#libs/contracts';
import type { ChannelContext, GuardedResponse, ProviderTemplate, TemplateList } from '../../../define-channel.js';
import { field, list, text } from '../../../wire/fields.js';
import { answerOf, bearer, graphErrorOf, graphUrl } from '../../../wire/meta/graph-request.js';
import { describeNoAnswer } from '../../../wire/send-parts.js';
import { type WhatsappSettings, secretsOf } from '../settings.js';
import { readTemplate } from './read-template.js';

type Context = ChannelContext<WhatsappSettings>;

const fields = 'id,name,language,status,category,quality_score,rejected_reason,components';
/** An account has at most 6,000 templates. */
const maxPages = 100;

/**
 * Reads the account's templates, page by page; see
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management.
 */
export async function listTemplates(context: Context): Promise<TemplateList> {
  const { businessAccountId } = context.settings;
  if (!businessAccountId) return null;
  const found = new Map<string, ProviderTemplate>();
  let after: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const answer = await ask(businessAccountId, after, context);
    if ('failure' in answer) return answer;
    for (const said of answer.data) {
      const template = readTemplate(said);
      if (template) found.set(`${template.name} ${template.language}`, template);
    }
    if (!answer.after || answer.after === after) break;
    after = answer.after;
  }
  return { templates: [...found.values()] };
}

type Page = { data: unknown[]; after: string | undefined } | { failure: string };

async function ask(account: string, after: string | undefined, context: Context): Promise<Page> {
  const query = new URLSearchParams({ fields, limit: '100', ...(after && { after }) });
  try {
    const response = await context.tools.fetch(`${graphUrl(context, account, 'message_templates')}?${query}`, {
      headers: bearer(context.settings.accessToken),
      timeoutMs: 30_000,
      maxBytes: 10 * 1024 * 1024,
    });
    return pageOf(response, context);
  } catch (error) {
    return { failure: describeNoAnswer(error, 'WhatsApp') };
  }
}

/** The address of the next page holds the token, so only its cursor is used. */
function pageOf(response: GuardedResponse, { settings }: Context): Page {
  const platform = 'WhatsApp';
  if (response.status !== 200)
    return {
      failure:
        graphErrorOf(response, secretsOf(settings))?.message ??
        reason('answered-status', { platform, status: response.status }),
    };
  const answer = answerOf(response);
  const data = field(answer, 'data');
  if (!Array.isArray(data)) return { failure: reason('foreign-answer', { platform }) };
  const isLast = field(answer, 'paging', 'next') === undefined;
  return { data: list(data), after: isLast ? undefined : text(field(answer, 'paging', 'cursors', 'after'), 2_000) };
}
