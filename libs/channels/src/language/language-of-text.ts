/** The language in which a text is surely written. The tables are read with the first question. */
export async function languageOfText(text: string): Promise<string | undefined> {
  const { detectLanguage } = await import('./detect-language.js');
  const { language, isReliable } = detectLanguage(text);
  return isReliable ? language || undefined : undefined;
}
