/** Of the values that a saved reply lacks, those whose marker still stands in the text: it must not reach a customer like this. */
export function stillMissing(names: string[], text: string): string[] {
  const still = names.filter((name) => new RegExp(`\\{\\{\\s*${name.replaceAll('.', '\\.')}\\s*\\}\\}`, 'i').test(text));
  return still.length === names.length ? names : still;
}
