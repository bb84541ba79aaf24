/** Words by which an address says that nobody reads its answers, without dashes, dots and underscores. */
const refusals = [
  'no(?:t)?reply',
  'do(?:nt|not)reply',
  'nicht(?:be)?antworten',
  'keineantwort',
  '(?:ne)?pasder(?:e)?ponse',
  'nepasrepondre',
  'norespond(?:a|er)',
  'nonrispondere',
  'naorespond(?:a|er)',
  'nietbeantwoorden',
  'geenantwoord',
  'nieodpowiada(?:c|j)',
  'yanitlamayin(?:iz)?',
].join('|');
/** Programs that answer to mails, by their own words or by returning them: never a person. */
const responders = ['mailerdaemon', 'bounces?'];
/** Those that are also a person's, or on whose behalf others write. */
const servers = ['postmaster', 'autoreply', 'listserv', 'majordomo'];
const programs = [
  ...responders,
  '(?:auto)?mailer',
  'mailrobot',
  'notif(?:y|ier|ications?)',
  '(?:web|contact)?forms?',
  '(?:web|contact)mailer',
  'kontaktformular',
  'formulaire',
  'formulario',
  'wordpress',
  'woocommerce',
  'prestashop',
  'magento',
  'drupal',
  'joomla',
  'root',
  'wwwdata',
  'apache',
  'httpd',
  'nobody',
  'anonymous',
].join('|');
const refusal = new RegExp(`^(?:(?:${refusals})\\d{0,4}|(?:noreply|donotreply).*)$`);
const program = new RegExp(`^(?:${programs})$`);
const machine = new RegExp(`^(?:${[...responders, ...servers].join('|')})$`);
const form = /^(?:web|contact)?forms?$|^(?:kontakt)?formular$|^formulaire$|^formulario$/;
/** What stands before "form" at the end; another word there may be the first name of a person. */
const ofForms =
  /^(?:web|website|site|online|contact|order|feedback|inquiry|enquiry|request|support|shop|google|jot|type|wp|kontakt|anfrage|contacto|contato|contatti)$/;
const mostWords = 8;
/** "do-not-reply", "ne-pas-repondre", "na-o-respond-er" have no more. */
const longestPhrase = 4;

/** Whether an address says of itself, anywhere in its first part, that nobody reads what is sent to it. */
function refusesAnswers(address: string): boolean {
  const words = wordsOf(address);
  return words.some((_, start) =>
    words
      .slice(start, start + longestPhrase)
      .some((_word, count) => refusal.test(words.slice(start, start + count + 1).join(''))),
  );
}

/** A mail server's own address. */
export const isMailServer = (address: string): boolean => /^(?:mailer-daemon|postmaster)@/i.test(address);

/** Whether a mail server, a list or a responder writes from an address, or one that refuses answers. */
export function isMachine(address: string): boolean {
  const [first = '', second = ''] = wordsOf(address);
  return machine.test(first) || machine.test(first + second) || refusesAnswers(address);
}

/** Whether a program writes from an address: a mailer, a form, or one that refuses answers. */
export function isOfProgram(address: string): boolean {
  const words = wordsOf(address);
  return program.test(words.join('')) || isForm(words) || refusesAnswers(address);
}

const isForm = (words: string[]): boolean =>
  form.test(words[0] ?? '') || (form.test(words.at(-1) ?? '') && ofForms.test(words.at(-2) ?? ''));

/** The words of the first part of an address. */
const wordsOf = (address: string): string[] =>
  address
    .slice(0, address.lastIndexOf('@'))
    .toLowerCase()
    .replace(/[+=].*$/, '')
    .split(/[-._]+/)
    .filter((word) => word !== '')
    .slice(0, mostWords);
