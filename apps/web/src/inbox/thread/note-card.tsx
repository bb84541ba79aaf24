import { Lock } from 'lucide-react';
import type { Message } from '#libs/contracts';
import { Avatar } from '../../frame/avatar.js';
import { clockTime, fullTime } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { useMe } from '../../session/me.js';
import { Attachments } from './attachments.js';
import { MessageText } from './message-text.js';

/** A note on manila, for the team alone. */
export function NoteCard({ message }: { message: Message }) {
  const me = useMe();
  return (
    <article className="note" aria-label={t('message.note-label', { name: message.author.name ?? '' })}>
      <Avatar name={message.author.name} size="small" isOwn={message.author.id === me.agent.id} />
      <div className="grow">
        <div className="message-head">
          <Lock className="icon tiny" aria-hidden />
          <span className="author cut" dir="auto">
            {message.author.name ?? t('event.automatically')}
          </span>
          <time className="numbers" dateTime={message.createdAt} title={fullTime(message.createdAt)}>
            {clockTime(message.createdAt)}
          </time>
          <span className="cut">{t('message.note')}</span>
        </div>
        <div className="note-text" dir="auto">
          <MessageText text={message.text} />
        </div>
        <Attachments message={message} attachments={message.attachments} />
      </div>
    </article>
  );
}
