import { Info, SmilePlus } from 'lucide-react';
import type { Message } from '#libs/contracts';
import { clockTime, fullTime } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { MessageText } from './message-text.js';

/** A reaction or a provider's own notice: no message to answer, said in one line. */
export function SmallMessage({ message: { text, author, flags, createdAt } }: { message: Message }) {
  const isReaction = flags.includes('reaction');
  return (
    <div className="event-line" role="article">
      {isReaction ? <SmilePlus className="icon tiny" aria-hidden /> : <Info className="icon tiny" aria-hidden />}
      <span dir="auto">
        {isReaction && `${author.name ?? t('contact.visitor')}: `}
        <MessageText text={text} />
      </span>
      <time className="numbers" dateTime={createdAt} title={fullTime(createdAt)}>
        {clockTime(createdAt)}
      </time>
    </div>
  );
}
