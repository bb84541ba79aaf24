import { type NoticeTemplate, type TemplateToSend, languageOf, variableMarker } from '#libs/contracts';
import { type NoticeFacts, valuesOf } from './write-notice.js';

/** The template that a store has chosen for a notice on a channel, in the buyer's language; null when there is none. */
export function templateFor(facts: NoticeFacts, all: NoticeTemplate[], channelId: string): TemplateToSend | null {
  const fitting = all.filter((each) => each.form === facts.form && each.channelId === channelId);
  const tag = facts.locale.toLowerCase();
  const tagOf = ({ language }: NoticeTemplate) => language.replaceAll('_', '-');
  const own =
    fitting.find((each) => tagOf(each).toLowerCase() === tag) ??
    fitting.find((each) => languageOf(tagOf(each)) === languageOf(facts.locale));
  return own ? filled(own, facts) : null;
}

/** A value that the notice lacks is left out, so that the template is refused and the buyer told in another way. */
function filled({ name, language, values }: NoticeTemplate, facts: NoticeFacts): TemplateToSend {
  const known: Record<string, string | null> = valuesOf(facts);
  const variables: Record<string, Record<string, string>> = {};
  for (const [key, text] of Object.entries(values)) {
    const [part, ...rest] = key.split('.');
    const names = [...text.matchAll(variableMarker)].map(([, marker]) => marker!.toLowerCase());
    if (!names.every((marker) => known[marker])) continue;
    const value = text.replaceAll(variableMarker, (_, marker: string) => known[marker.toLowerCase()]!);
    // Providers take no line breaks in a value.
    (variables[part!] ??= {})[rest.join('.')] = value.replaceAll(/\s+/g, ' ').trim();
  }
  return { name, language, variables };
}
