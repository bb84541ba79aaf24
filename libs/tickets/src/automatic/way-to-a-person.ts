import { readLocales } from '#libs/platform';

const locales = readLocales<{ 'way-to-a-person': string }>(new URL('./locales/', import.meta.url));

/** How to reach an agent, written under every automatic answer. An agent answers in any case: the ticket stays open. */
export const wayToAPerson = (locale: string): string => locales.of(locale).texts['way-to-a-person'];
