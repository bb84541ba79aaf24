import { z } from 'zod';
import { mayBeWords, placeholdersIn, proposalFor } from './placeholders.js';

/** The writer's word that what looks like a placeholder in brackets, as [Order Number], is fixed text. */
export const AsWritten = z.boolean().optional();

/**
 * Refuses an object whose texts are kept for customers when one holds a placeholder which nothing fills in. Words in
 * brackets pass where the object says `asWritten`.
 * @param fields the names of the texts
 * @param variables those of ours that are filled in
 */
export const keptForCustomers = <T extends z.ZodObject>(
  schema: T,
  fields: readonly (keyof z.output<T> & string)[],
  variables: readonly string[] = [],
): T =>
  schema.superRefine((value, context) => {
    const { asWritten, ...texts } = value as Record<string, unknown>;
    for (const field of fields) {
      const text = texts[field];
      const message = typeof text === 'string' && whyNotKept(text, variables, asWritten === true);
      if (message) context.addIssue({ code: 'custom', message, path: [field] });
    }
  });

/** What is wrong with a text that is kept for customers, by the first placeholder that nothing fills in; else null. */
function whyNotKept(text: string, variables: readonly string[], asWritten: boolean): string | null {
  const unfilled = placeholdersIn(text).find(
    (found) => !isOneOf(variables, found.text) && !(asWritten && mayBeWords(found.text)),
  )?.text;
  if (!unfilled) return null;
  return variables.length > 0
    ? `${unfilled} is no variable here and would be sent as it is${proposalFor(unfilled, variables)}`
    : `${unfilled} would be shown as it is: there are no variables here`;
}

/** Whether a placeholder is one of these variables, which are filled in. */
export function isOneOf(variables: readonly string[], placeholder: string): boolean {
  const name = /^\{\{\s{0,8}([a-z.]{1,41})\s{0,8}\}\}$/i.exec(placeholder)?.[1]?.toLowerCase();
  return name !== undefined && variables.includes(name);
}
