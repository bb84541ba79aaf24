import type { Template, Ticket } from '#libs/contracts';
import { renderTemplate } from '#templates';
import { useMe } from '../../../session/me.js';
import { useOvertaking } from '../../model/overtaking.js';
import { sendNow, undoSeconds } from '../../model/pending-sends.js';
import { chooseRecipient, useRecipients } from '../../model/recipients.js';
import { type TemplateChoice, noteTemplateSent } from '../../model/templates.js';
import { showStatus } from '../use-send.js';
import { type FilledVariable, missingIn, valuesOf } from './find-values.js';
import { tagOf } from './use-facts.js';

/** Whether a template should not be sent without a second thought. */
export const asksForConsent = ({ category, quality }: Template): boolean =>
  category === 'marketing' || quality === 'low';

export interface SendTemplate {
  /** Why it cannot be sent now; null when it can. */
  block: 'none' | 'overtaken' | 'missing' | 'recipient' | 'consent' | null;
  missing: number;
  now: () => void;
}

/** Sends the template that is filled in. */
export function useSendTemplate(
  ticket: Ticket,
  choice: TemplateChoice | undefined,
  filled: FilledVariable[],
): SendTemplate {
  const { agent } = useMe();
  const recipients = useRecipients(ticket.id);
  const template = choice?.template;
  const isOvertaken = useOvertaking(ticket.id, choice?.basedOnSeq ?? null).length > 0;
  const missing = missingIn(filled).length;
  const block: SendTemplate['block'] = !template
    ? 'none'
    : isOvertaken
      ? 'overtaken'
      : missing > 0
        ? 'missing'
        : recipients.isOpen
          ? 'recipient'
          : asksForConsent(template) && !choice.isMeant
            ? 'consent'
            : null;
  const now = () => {
    if (block || !template || !choice) return;
    const variables = valuesOf(filled);
    void sendNow({
      agentId: agent.id,
      ticketId: ticket.id,
      text: renderTemplate(template, variables),
      template: { name: template.name, language: template.language, variables },
      locale: tagOf(template.language),
      visibility: 'public',
      attachments: [],
      basedOnSeq: choice.basedOnSeq,
      sendAfterSeconds: undoSeconds,
      // The agent sees the values in their places.
      asTyped: true,
      answerTo: recipients.answerTo,
    });
    chooseRecipient(ticket.id, undefined);
    noteTemplateSent(ticket.id);
    showStatus(ticket.id, 'pending');
  };
  return { block, missing, now };
}
