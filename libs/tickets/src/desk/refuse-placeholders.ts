import { type TemplateToSend, placeholdersIn } from '#libs/contracts';
import { Problem } from '#libs/platform';

/**
 * Refuses texts that still have placeholders, ours without a value and those of other products: hardly ever does a
 * customer have to read one. The author may confirm that they are meant.
 * @param texts by their fields in the body
 * @param plain text in which they are plain words, such as the contact's name
 */
export function refusePlaceholders(texts: { subject?: string; text: string }, plain = ''): void {
  const errors = Object.entries(texts).flatMap(([field, text]) =>
    namesIn(text, plain).map((name) => ({ name, path: `body.${field}`, message: `no value for ${name}` })),
  );
  if (errors.length === 0) return;
  const detail = [...new Set(errors.map(({ name }) => name))].join(', ');
  throw new Problem('missing-variable', { detail, errors: errors.map(({ path, message }) => ({ path, message })) });
}

function namesIn(text: string, plain: string): string[] {
  const found = placeholdersIn(text).filter((placeholder) => !plain.includes(placeholder.text));
  return [...new Set(found.map((placeholder) => placeholder.variable ?? placeholder.text))];
}

/** What the agent typed into a template; all else in it was approved. */
export const typedIn = ({ variables }: TemplateToSend): string =>
  Object.values(variables)
    .flatMap((values) => Object.values(values ?? {}))
    .join('\n');
