import { CircleAlert, Clock, Lock } from 'lucide-react';
import { Avatar } from '../../frame/avatar.js';
import { clockTime, joined } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { useMe } from '../../session/me.js';
import { type PendingSend, editSend, trySendAgain } from '../model/pending-sends.js';
import { MessageText } from './message-text.js';

/** A message that the server has not confirmed yet. */
export function PendingMessage({ send }: { send: PendingSend }) {
  const { agent } = useMe();
  const state =
    send.state === 'failed' ? (
      <span className="failed">
        <CircleAlert className="icon tiny" aria-hidden />
        {t('delivery.failed')}{' '}
        <button type="button" className="link" onClick={() => trySendAgain(send.key)}>
          {t('delivery.send-again')}
        </button>{' '}
        <button type="button" className="link" onClick={() => editSend(send)}>
          {t('delivery.edit')}
        </button>
      </span>
    ) : (
      <span className="row" style={{ gap: 4 }}>
        <Clock className="icon tiny" aria-hidden />
        {t('delivery.sending')}
      </span>
    );
  const why = send.problem && (
    <span className="caption" role="alert" style={{ color: 'var(--wp-bad)' }}>
      {send.problem}
    </span>
  );
  const files = send.attachments.length > 0 && (
    <span className="caption">{joined(send.attachments.map(({ name }) => name))}</span>
  );
  if (send.visibility === 'internal') {
    return (
      <article className="note">
        <div className="grow">
          <div className="message-head">
            <Lock className="icon tiny" aria-hidden />
            <span className="author">{agent.name}</span>
            {state}
          </div>
          <div className="note-text" dir="auto">
            <MessageText text={send.text} />
          </div>
          {files}
          {why}
        </div>
      </article>
    );
  }
  return (
    <article className="message own waiting">
      <Avatar name={agent.name} isOwn />
      <div className="body">
        <div className="message-head">
          {state}
          <span className="numbers">{clockTime(send.createdAt)}</span>
          <span className="author">{agent.name}</span>
        </div>
        <div className="bubble" dir="auto" lang={send.locale}>
          <MessageText text={send.text} />
        </div>
        {files}
        {why}
      </div>
    </article>
  );
}
