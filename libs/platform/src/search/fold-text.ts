const notAscii = /[^\x00-\x7f]/;

/**
 * Marks that change how a letter of Latin, Greek, Cyrillic, Hebrew or Arabic is said, and characters that only shape a
 * word: soft hyphen, tatweel, variation selectors. Vowels of Indic scripts and the voicing of kana are letters there.
 */
const marks = new RegExp(
  `[${[
    '\\u0300-\\u036f',
    '\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7',
    '\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed',
    '\\u00ad\\u0640\\ufe00-\\ufe0f',
  ].join('')}]+`,
  'g',
);

/** Letters that are no base with a mark, as people write them who lack the key, and forms of one letter. */
const letters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
  đ: 'd',
  ð: 'd',
  ø: 'o',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ς: 'σ',
  ך: 'כ',
  ם: 'מ',
  ן: 'נ',
  ף: 'פ',
  ץ: 'צ',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
};
const otherLetters = new RegExp(`[${Object.keys(letters).join('')}]`, 'g');
const easternDigits = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** Digits of Arabic and Persian as ASCII. */
export const inAsciiDigits = (text: string): string =>
  text.replace(easternDigits, (digit) => String((digit.codePointAt(0)! - 0x660) % 0x90));

/** Removes differences of spelling: case, accents, widths, forms of a letter or digit. */
export function foldText(text: string): string {
  if (!notAscii.test(text)) return text.toLowerCase();
  const plain = text.normalize('NFKD').toLowerCase().replace(marks, '');
  return inAsciiDigits(plain.replace(otherLetters, (letter) => letters[letter]!)).normalize('NFC');
}
