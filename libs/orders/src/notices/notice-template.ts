import type { NoticeTemplate, TemplateToSend } from '#libs/contracts';
import { chosenFor, fillIn } from './fill-notice.js';
import { type NoticeFacts, valuesOf } from './write-notice.js';

/** The template that a store has chosen for a notice on a channel, in the buyer's language; null when there is none. */
export function templateFor(facts: NoticeFacts, all: NoticeTemplate[], channelId: string): TemplateToSend | null {
  const onChannel = all.filter((each) => each.channelId === channelId);
  const own = chosenFor(facts, onChannel, ({ language }) => language.replaceAll('_', '-'));
  return own ? filled(own, facts) : null;
}

/** A value that the notice lacks is left out, so that the template is refused and the buyer told in another way. */
function filled({ name, language, values }: NoticeTemplate, facts: NoticeFacts): TemplateToSend {
  const known = valuesOf(facts);
  const variables: Record<string, Record<string, string>> = {};
  for (const [key, text] of Object.entries(values)) {
    const [part, ...rest] = key.split('.');
    const value = fillIn(text, known);
    // Providers take no line breaks in a value.
    if (value !== null) (variables[part!] ??= {})[rest.join('.')] = value.replaceAll(/\s+/g, ' ').trim();
  }
  return { name, language, variables };
}
