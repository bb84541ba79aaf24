import words from 'virtual:launcher-words';

/** The launcher's few words, in the page's language or in English. */
export const launcherWords = (locale: string) => words[locale.split(/[-_]/)[0]!.toLowerCase()] ?? words.en!;
