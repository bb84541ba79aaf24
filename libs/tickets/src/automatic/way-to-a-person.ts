import { readLocales } from '#libs/platform';

const locales = readLocales<{ 'way-to-a-person': string }>(new URL('./locales/', import.meta.url));

/** How to reach a person, said under every automatic answer. Their answer comes in any case: the ticket stays open. */
export const wayToAPerson = (locale: string): string => locales.of(locale).texts['way-to-a-person'];
