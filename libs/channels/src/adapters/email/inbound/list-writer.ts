import { either } from './folding/mail-line.js';

/** Words between a writer and the list that sends what they wrote, in many languages. */
const between = [
  ...['via', 'über', 'durch', 'mittels', 'par le biais de', 'par l’intermédiaire de', "par l'intermédiaire de"],
  ...['vía', 'a través de', 'por medio de', 'mediante', 'através de', 'através da', 'através do', 'por meio de'],
  ...[
    'tramite',
    'attraverso',
    'per mezzo di',
    'door middel van',
    'przez',
    'poprzez',
    'za pośrednictwem',
    'přes',
    'cez',
  ],
  ...['prostřednictvím', 'prostredníctvom', 'genom', 'gennem', 'gjennom', 'prin', 'prin intermediul', 'putem', 'preko'],
  ...['через', 'чрез', 'за посредством', 'μέσω', 'mitjançant', 'melalui', 'thông qua', 'عبر', 'عن طريق', 'من خلال'],
  ...['بواسطة', 'از طریق', 'באמצעות', 'דרך'],
];
/** The same in scripts that are written without blanks. */
const unspaced = ['通过', '透過', '经由', '經由', '通過', 'ผ่าน'];
/** Words that stand behind the list. */
const behind = [
  ...[
    'aracılığıyla',
    'aracılığı ile',
    'üzerinden',
    'vasıtasıyla',
    'kautta',
    'keresztül',
    'révén',
    'kaudu',
    'vahendusel',
  ],
  ...['経由', '经由', '經由', '代发', '代發', '代送', '경유', '(?:을 |를 |을\\(를\\) )?통해'],
];
const post = behind.toSorted((a, b) => b.length - a.length).join('|');

const forms = [
  // Ann via Shop; Ann (via Shop)
  new RegExp(
    String.raw`^(.{1,100}?)(?:\s+|\s{0,9}[,([–—-]\s{0,9}|(?<=['"’”»]))(?:${either(between)})(?:\s{0,9}[:：]\s{0,9}|\s+|(?=['"‘“«„]))\S`,
    'iu',
  ),
  new RegExp(String.raw`^(.{1,100}?)\s{0,9}[(（[]?\s{0,9}(?:${either(unspaced)})\s{0,9}\S`, 'u'),
  // Ann, Shop aracılığıyla; Ann（Shop 経由）; 'Ann' Shop kautta
  new RegExp(
    String.raw`^(.{1,100}?)(?:\s{0,9}[,，、(（[]\s{0,9}|(?<=^['‘“「].{1,100}['’”」])\s{0,9}).{1,100}?(?:${post})\s{0,9}[)）\]]?$`,
    'iu',
  ),
  // Shop aracılığıyla Ann; Shop 経由の Ann
  new RegExp(String.raw`^.{1,100}?[\s)"'”’」](?:${post})(?:の|で)?\s{0,9}[:：,]?\s{1,9}(.{1,100})$`, 'iu'),
];

/**
 * The writer in the name that a list gives to its own address, such as "'Ann Buyer' via Shop"; undefined in any other.
 */
export function listWriter(name: string): string | undefined {
  for (const form of forms) {
    const writer = form.exec(name)?.[1]?.replace(/^['"‘“«„「\s]+|['"’”»“」,\s]+$/gu, '');
    if (writer) return writer;
  }
  return undefined;
}
