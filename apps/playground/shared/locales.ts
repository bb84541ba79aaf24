import { spokenBy } from '#languages';

/** The languages that the page speaks; the first is for everybody else. */
export const locales = spokenBy('playground');
export const tags = locales.map(({ tag }) => tag);
