/** A country whose carriers write a mobile number in two ways, in digits from the country on. */
export interface MobileForms {
  /** Patterns of the digits of the area and of the line, for JavaScript and Postgres. */
  area: string;
  line: string;
  /** The two forms, with A for the area and L for the line. */
  longer: string;
  shorter: string;
  /** The form in use, by which the country's numbering plan knows a mobile number. */
  current: 'longer' | 'shorter';
}

/**
 * Brazil's ninth digit was put before mobile numbers that began with 6 to 9; Mexico's 1 and Argentina's 9 stood between
 * country and area. WhatsApp keeps the form under which an account was opened, shops the one in use.
 */
export const mobileForms: readonly MobileForms[] = [
  { area: '[1-9][1-9]', line: '[6-9]\\d{7}', longer: '55A9L', shorter: '55AL', current: 'longer' },
  { area: '[2-9]\\d', line: '\\d{8}', longer: '521AL', shorter: '52AL', current: 'shorter' },
  { area: '[1-8]\\d', line: '\\d{8}', longer: '549AL', shorter: '54AL', current: 'longer' },
];
