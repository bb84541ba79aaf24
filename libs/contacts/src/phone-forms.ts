import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { type MobileForms, mobileForms } from '#libs/contracts';

const countries = mobileForms.map((country) => ({
  ...country,
  patterns: [country.longer, country.shorter].map(patternOf(country)),
}));

/**
 * The ways in which a phone number may be written that is the same line: itself, and another form where its country has
 * two for mobile numbers. To match orders; it joins no contacts.
 */
export function phoneForms(phone: string): string[] {
  for (const { patterns, longer, shorter, current } of countries) {
    const found = patterns.map((pattern) => pattern.exec(phone)).find((match) => match !== null);
    const [, area, line] = found ?? [];
    if (!area || !line) continue;
    const [long, short] = [longer, shorter].map((form) => `+${form.replace('A', area).replace('L', line)}`);
    const used = current === 'longer' ? long! : short!;
    if (parsePhoneNumberFromString(used)?.isValid()) return [long!, short!];
  }
  return [phone];
}

function patternOf({ area, line }: MobileForms) {
  return (form: string): RegExp => new RegExp(`^\\+${form.replace('A', `(${area})`).replace('L', `(${line})`)}$`);
}
