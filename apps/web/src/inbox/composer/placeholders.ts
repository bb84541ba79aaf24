import { placeholdersIn } from '#placeholders';

/**
 * The placeholders that a text still has, ours without a value and those of other products, each once and ours in one
 * spelling: hardly ever does a customer have to read one.
 */
export const placeholdersOf = (text: string): string[] => [
  ...new Set(placeholdersIn(text).map(({ text: written, variable }) => (variable ? `{{${variable}}}` : written))),
];
