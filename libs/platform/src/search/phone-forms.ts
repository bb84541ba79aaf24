import { mobileForms } from '#libs/contracts';

/** Each way of writing the mobile numbers of a country, with the other one. */
const rewritings = mobileForms.flatMap(({ area, line, longer, shorter }) => {
  const rewriting = (from: string, to: string): [form: RegExp, other: string] => [
    new RegExp(`^${from.replace('A', `(${area})`).replace('L', `(${line})`)}$`),
    to.replace('A', () => '$1').replace('L', () => '$2'),
  ];
  const [head, ofShorter] = [longer, shorter].map((form) => form.slice(0, form.indexOf('A')));
  // At home the forms differ only where the digit is within the area and the line: else one ends the other.
  const atHome = head === ofShorter ? [rewriting(longer.slice(head!.length), shorter.slice(head!.length))] : [];
  return [rewriting(longer, shorter), rewriting(shorter, longer), ...atHome];
});

/** The other way in which a phone number may be stored; the number itself where there is none. */
export function otherPhone(digits: string): string {
  const found = rewritings.find(([form]) => form.test(digits));
  return found ? digits.replace(...found) : digits;
}
