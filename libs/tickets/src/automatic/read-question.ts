import { adapterOf, readSubject } from '#libs/channels';
import { type Tx, rows } from '#libs/platform';
import type { Question } from './answerer.js';
import { questionsToAnswer } from './automatic.queries.js';
import { questionLanguage } from './question-language.js';

/** Longest text, in characters, that counts as a question; longer ones are left to an agent. */
const longest = 1_500;
const unfit = [
  'not-a-participant',
  'unparsed',
  'unsupported',
  'truncated',
  'damaged',
  'reaction',
  'system',
  'call',
  'missed-call',
];

interface QuestionRow extends Omit<Question, 'recipient' | 'locale' | 'authentic' | 'undecided'> {
  channelType: string;
  recipientKind: string;
  recipientValue: string;
  recipientVerified: boolean | null;
  locales: (string | null)[];
  flags: string[];
  fromAddress: string | null;
}

/** Those of some messages that are questions which may be answered at once, by the message's id. */
export async function readQuestions(tx: Tx, messageIds: string[]): Promise<Map<string, Question>> {
  const found = await rows<QuestionRow>(tx, questionsToAnswer, [messageIds, unfit, longest]);
  return new Map(await Promise.all(found.map(async (row) => [row.messageId, await questionOf(row)] as const)));
}

async function questionOf(row: QuestionRow): Promise<Question> {
  const {
    channelType,
    recipientKind,
    recipientValue,
    recipientVerified,
    locales,
    flags,
    fromAddress,
    subject,
    ...question
  } = row;
  const byThread = adapterOf(channelType)?.capabilities.joins === 'thread';
  const fromRecipient = fromAddress === null || fromAddress.toLowerCase() === recipientValue.toLowerCase();
  const doubtful = flags.includes('unauthenticated');
  return {
    ...question,
    subject: byThread && subject && readSubject(subject).kind === 'new' ? subject : null,
    locale: await questionLanguage(question.text, locales),
    recipient: { kind: recipientKind, value: recipientValue },
    authentic: Boolean(recipientVerified) && fromRecipient && !doubtful,
    undecided: byThread && doubtful && fromRecipient,
  };
}
