import type { z } from 'zod';
import { mayBeWords, placeholdersIn, proposalFor } from './placeholders.js';
import { replyVariables } from './reply-variables.js';

/**
 * Refuses a text that is kept for customers when it holds a placeholder which nothing fills in. Our variables are
 * filled in where `takesVariables`.
 */
export const keptForCustomers = <T extends z.ZodType<string>>(
  schema: T,
  { takesVariables }: { takesVariables: boolean },
) =>
  schema.superRefine((text, context) => {
    const message = whyNotKept(text, takesVariables);
    if (message) context.addIssue({ code: 'custom', message });
  });

/**
 * What is wrong with a text that is kept for customers, by the first placeholder that nothing fills in; else null.
 * @param asWritten its writer confirms that words in brackets are meant
 */
export function whyNotKept(text: string, takesVariables: boolean, asWritten = false): string | null {
  const isMeant = (placeholder: string) => asWritten && mayBeWords(placeholder);
  const unfilled = placeholdersIn(text).find(
    (found) => (!found.variable || !takesVariables) && !isMeant(found.text),
  )?.text;
  if (!unfilled) return null;
  return takesVariables
    ? `${unfilled} is no variable here and would be sent as it is${proposalFor(unfilled, replyVariables)}`
    : `${unfilled} would be shown as it is: there are no variables here`;
}
