import type { Template } from '#libs/contracts';
import { tagOf } from './use-facts.js';

export interface TemplateGroups {
  /** In the language in which the customer writes. */
  own: Template[];
  others: Template[];
}

const baseOf = (tag: string) => tag.toLowerCase().split('-')[0]!;

const foreign = 3;

/**
 * How near a template's language is to the customer's: the same one, its region left out, another region. Of others
 * those come first that the agent can read, then English.
 */
function distance(language: string, locale: string | null, screen: string): number {
  const tag = tagOf(language).toLowerCase();
  if (locale && tag === locale.toLowerCase()) return 0;
  if (locale && baseOf(tag) === baseOf(locale)) return tag === baseOf(locale) ? 1 : 2;
  return foreign + (baseOf(tag) === baseOf(screen) ? 0 : baseOf(tag) === 'en' ? 1 : 2);
}

/** Templates that match a search, those in the customer's language apart; what cannot be sent comes last. */
export function sortTemplates(templates: Template[], q: string, locale: string | null, screen: string): TemplateGroups {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const found = templates.filter(({ name, body, language }) => {
    const text = `${name} ${name.replaceAll('_', ' ')} ${body} ${language}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const far = (template: Template) => distance(template.language, locale, screen);
  const sorted = found.toSorted(
    (a, b) =>
      Number(b.sendable) - Number(a.sendable) ||
      far(a) - far(b) ||
      a.name.localeCompare(b.name) ||
      a.language.localeCompare(b.language),
  );
  const isOwn = (template: Template) => far(template) < foreign;
  return { own: sorted.filter(isOwn), others: sorted.filter((template) => !isOwn(template)) };
}
