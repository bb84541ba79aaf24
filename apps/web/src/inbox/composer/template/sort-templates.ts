import type { Template } from '#libs/contracts';
import { tagOf } from './use-facts.js';

export interface TemplateGroups {
  /** In the language in which the customer writes. */
  own: Template[];
  others: Template[];
}

const baseOf = (tag: string) => tag.toLowerCase().split('-')[0]!;

/** How near a template's language is to the customer's: the same one, its region left out, another region. */
function distance(language: string, locale: string): number {
  const tag = tagOf(language).toLowerCase();
  if (tag === locale.toLowerCase()) return 0;
  if (baseOf(tag) !== baseOf(locale)) return 3;
  return tag === baseOf(locale) ? 1 : 2;
}

/** Templates that match a search, those in the customer's language apart; what cannot be sent comes last. */
export function sortTemplates(templates: Template[], q: string, locale: string | null): TemplateGroups {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const found = templates.filter(({ name, body, language }) => {
    const text = `${name} ${name.replaceAll('_', ' ')} ${body} ${language}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const far = (template: Template) => (locale ? distance(template.language, locale) : 0);
  const sorted = found.toSorted(
    (a, b) =>
      Number(b.sendable) - Number(a.sendable) ||
      far(a) - far(b) ||
      a.name.localeCompare(b.name) ||
      a.language.localeCompare(b.language),
  );
  const isOwn = (template: Template) => locale !== null && far(template) < 3;
  return { own: sorted.filter(isOwn), others: sorted.filter((template) => !isOwn(template)) };
}
