import { foldingSet } from '../../../../../../../test/support/mail/folding-set.js';
import { readSubject } from './mail-subject.js';
import { splitBody } from './split-body.js';

interface Line {
  mark: string;
  text: string;
}
interface Mail {
  title: string;
  subject: string;
  isHtml: boolean;
  lines: Line[];
}

const own = 'support@shop.example';
const mails = foldingSet().map(({ file, title, subject, lines }): Mail => ({
  title: `${file}: ${title}`,
  subject,
  isHtml: title.includes('html'),
  lines: lines.map((line) => ({ mark: line.charAt(0), text: line.slice(1) })),
}));

type Mutation = (mail: Mail) => Mail;
const changeLines = (change: (line: Line, mail: Mail) => Line[]) => (mail: Mail) => ({
  ...mail,
  lines: mail.lines.flatMap((line) => change(line, mail)),
});

/** As programs and servers change mails on their way. */
const mutations: Record<string, Mutation> = {
  'as written': (mail) => mail,
  'without blank lines': changeLines((line, { isHtml }) =>
    isHtml
      ? [
          {
            ...line,
            text: line.text
              .replace(/<(div|p)[^>]*>(?:<br>|&nbsp;|<o:p>&nbsp;<\/o:p>)<\/\1>/gu, '')
              .replace(/(?:<br>\s*){2,}/gu, '<br>'),
          },
        ]
      : line.mark === '~'
        ? []
        : [line],
  ),
  'wrapped anew at 60': changeLines((line, { isHtml }) => (isHtml ? [line] : wrapped(line, 60))),
  'wrapped anew at 40': changeLines((line, { isHtml }) => (isHtml ? [line] : wrapped(line, 40))),
  'with CRLF': changeLines((line) => [{ ...line, text: `${line.text}\r` }]),
  'quoted deeper': changeLines((line, { isHtml }) =>
    isHtml || !'-='.includes(line.mark) ? [line] : [{ ...line, text: `> ${line.text}` }],
  ),
  'answered again': (mail) => ({
    ...mail,
    subject: `Re: ${mail.subject}`,
    lines: mail.isHtml ? answeredMarkup(mail.lines) : answeredText(mail.lines),
  }),
};

function wrapped({ mark, text }: Line, width: number): Line[] {
  const pieces = [];
  let piece = '';
  for (const word of text.split(' ')) {
    if (piece !== '' && piece.length + 1 + word.length > width) {
      pieces.push(piece);
      piece = word;
    } else piece = piece === '' ? word : `${piece} ${word}`;
  }
  return [...pieces, piece].map((part) => ({ mark, text: part }));
}

const introduction = 'On Tue, 6 Jan 2026 at 11:00, Ann Buyer <ann@buyer.example> wrote:';
const answer = 'And one thing more.';
const answeredText = (lines: Line[]): Line[] => [
  { mark: '+', text: answer },
  { mark: '~', text: '' },
  { mark: '-', text: introduction },
  ...lines.map(({ mark, text }) => ({ mark: '-', text: mark === '~' ? '>' : `> ${text}` })),
];
const answeredMarkup = (lines: Line[]): Line[] => [
  { mark: '+', text: answer },
  { mark: ' ', text: '<br><div class="gmail_quote"><div class="gmail_attr">' },
  { mark: '-', text: introduction.replace('<', '&lt;').replace('>', '&gt;') },
  { mark: ' ', text: '<br></div><blockquote class="gmail_quote">' },
  ...lines.map(({ mark, text }) => ({ mark: mark === ' ' ? ' ' : '-', text })),
  { mark: ' ', text: '</blockquote></div>' },
];

/** Lines of the customer that are not in sight, and lines of history that are. */
function judge(mail: Mail): { lost: string[]; left: string[] } {
  const body = mail.lines.map((line) => line.text).join('\n');
  const sender = { name: 'Ann Buyer', address: 'ann@buyer.example' };
  const letter = { subject: readSubject(mail.subject), address: own, sender };
  const { text, html } = mail.isHtml ? splitBody('', body, new Set(), letter) : splitBody(body, '', new Set(), letter);
  const rest = inkOf(text);
  const take = (line: string) => rest.includes(line) && rest.splice(rest.indexOf(line), 1).length > 0;
  const of = (mark: string) =>
    mail.lines.filter((line) => line.mark === mark).flatMap((line) => inkOf(words(line.text, mail.isHtml)));
  const lost = of('+').filter((line) => !take(line));
  for (const line of of('=')) take(line);
  const shown = html === undefined ? '' : squeeze(words(html, true));
  const left = [
    ...rest,
    ...of('-').filter((line) => mail.isHtml && squeeze(line).length > 8 && shown.includes(squeeze(line))),
  ];
  return { lost: [...lost, ...(mail.isHtml ? of('+').filter((line) => !shown.includes(squeeze(line))) : [])], left };
}

const inkOf = (text: string): string[] =>
  text
    .split('\n')
    .map(squeeze)
    .filter((line) => line !== '');
const squeeze = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
const words = (text: string, isHtml: boolean): string =>
  isHtml
    ? text
        .replace(/\s*\n\s*/gu, ' ')
        .replace(/<br ?\/?>|<\/?(?:div|p|blockquote|hr|tr|table)\b[^>]*>/gu, '\n')
        .replace(/<[^>]*>/gu, '')
        .replace(/&(?:nbsp|lt|gt|quot);/gu, ' ')
    : text;

describe('the set of mails', () => {
  it('is of the size and the kinds that a figure needs', () => {
    const titled = (what: RegExp) => mails.filter(({ title }) => what.test(title)).length;
    expect(mails.length).toBeGreaterThanOrEqual(150);
    expect(new Set(mails.map(({ title }) => title.slice(0, 2))).size).toBeGreaterThanOrEqual(13);
    expect(
      titled(/gmail|outlook|apple|thunderbird|yahoo|qq|163|k9|zoho|samsung|hotmail|foxmail/),
    ).toBeGreaterThanOrEqual(40);
    expect(titled(/below|between/)).toBeGreaterThanOrEqual(30);
    expect(titled(/forward/)).toBeGreaterThanOrEqual(20);
    expect(mails.filter(({ subject }) => readSubject(subject).kind === 'new').length).toBeGreaterThanOrEqual(20);
  });

  it('has headers of Notes in columns, answers marked by a colour alone, and dates without a year', () => {
    const titled = (what: RegExp) => mails.filter(({ title }) => what.test(title)).length;
    expect(titled(/notes/)).toBeGreaterThanOrEqual(7);
    expect(titled(/without a word|a greeting|a colour within|on yellow|ohne ein Wort/)).toBeGreaterThanOrEqual(5);
    expect(titled(/short date|kurzes Datum|date courte|fecha corta|короткая дата/)).toBeGreaterThanOrEqual(9);
  });

  describe.each(Object.entries(mutations))('%s', (_, mutate) => {
    const judged = mails.map((mail) => ({ mail, ...judge(mutate(mail)) }));

    it('hides no line of a customer', () => {
      expect(judged.flatMap(({ mail, lost }) => lost.map((line) => `${mail.title}: ${line}`))).toEqual([]);
    });

    it('folds at least 95 of 100 histories', () => {
      const histories = judged.filter(({ mail }) => mutate(mail).lines.some((line) => line.mark === '-'));
      const unfolded = histories.flatMap(({ mail, left }) =>
        left.length ? [`${mail.title}: ${left.join(' | ')}`] : [],
      );
      expect(unfolded.length > histories.length * 0.05 ? unfolded : []).toEqual([]);
    });
  });
});
