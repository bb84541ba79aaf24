import { type NoticeVariable, languageOf, variableMarker } from '#libs/contracts';

/** What a store has for a form of a notice in a language: for exactly its tag, else for the language. */
export function chosenFor<T extends { form: string }>(
  { form, locale }: { form: string; locale: string },
  all: T[],
  localeOf: (one: T) => string,
): T | undefined {
  const ofForm = all.filter((one) => one.form === form);
  return (
    ofForm.find((one) => localeOf(one).toLowerCase() === locale.toLowerCase()) ??
    ofForm.find((one) => languageOf(localeOf(one)) === languageOf(locale))
  );
}

/** A text with the values that it names; null when one of them is not known. */
export function fillIn(text: string, values: Record<NoticeVariable, string | null>): string | null {
  const valueOf = (name: string) => values[name.toLowerCase() as NoticeVariable];
  if (!Array.from(text.matchAll(variableMarker)).every(([, name]) => valueOf(name!))) return null;
  return text.replaceAll(variableMarker, (_, name: string) => valueOf(name)!);
}
