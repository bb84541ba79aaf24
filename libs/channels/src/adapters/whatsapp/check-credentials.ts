import type { ChannelContext } from '../../define-channel.js';
import { field, line } from '../../wire/fields.js';
import { answerOf, bearer, graphErrorOf, graphUrl } from './graph-request.js';
import type { WhatsappSettings } from './settings.js';

/** Requests the number's name, which checks token, number id and base URL. */
export async function checkCredentials(
  context: ChannelContext<WhatsappSettings>,
): Promise<{ ok: boolean; message: string }> {
  try {
    const url = `${graphUrl(context, context.settings.phoneNumberId)}?fields=display_phone_number,verified_name`;
    const response = await context.tools.fetch(url, { headers: bearer(context) });
    if (response.status !== 200)
      return {
        ok: false,
        message: graphErrorOf(response, context)?.message ?? `WhatsApp answered with status ${response.status}`,
      };
    const answer = answerOf(response);
    const shown = [line(field(answer, 'verified_name')), line(field(answer, 'display_phone_number'))]
      .filter(Boolean)
      .join(', ');
    return shown ? { ok: true, message: shown } : { ok: false, message: 'The answer is not WhatsApp’s' };
  } catch {
    return { ok: false, message: 'WhatsApp could not be reached' };
  }
}
