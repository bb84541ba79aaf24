import { Route } from 'lucide-react';
import { Suspense, lazy } from 'react';
import type { Message, Ticket } from '#libs/contracts';
import { Avatar } from '../../frame/avatar.js';
import { t } from '../../i18n/texts.js';
import { classes } from '../../lib/join-classes.js';
import { useMe } from '../../session/me.js';
import { Attachments } from './attachments.js';
import { MessageFlags } from './message-flags.js';
import { MessageHead } from './message-head.js';
import { MessageText } from './message-text.js';

const MailFrame = lazy(() => import('./mail-frame.js').then(({ MailFrame }) => ({ default: MailFrame })));

/** A public message: the customer's on the start side, ours at the end, an automatic one dashed. */
export function MessageBubble({ message, ticket }: { message: Message; ticket: Ticket }) {
  const me = useMe();
  const isOurs = message.direction === 'outbound';
  const isAutomatic =
    message.automatic !== null || message.author.kind === 'assistant' || (isOurs && message.author.kind === 'system');
  const lang = message.locale ?? (isOurs ? undefined : (ticket.locale ?? undefined));
  const hasMail = message.html !== null && !message.deletedAt;
  return (
    <article
      className={classes('message', isOurs && 'own', isAutomatic && 'automatic', hasMail && 'mail-message')}
      id={`message-${message.id}`}
      aria-label={t(isAutomatic ? 'message.automatic-label' : 'message.label', {
        name: message.author.name ?? t('contact.visitor'),
      })}
    >
      {isAutomatic ? (
        <span className="avatar" aria-hidden>
          <Route className="icon small" />
        </span>
      ) : (
        <Avatar name={message.author.name} lang={lang} isOwn={message.author.id === me.agent.id} />
      )}
      <div className="body">
        <MessageHead message={message} isOurs={isOurs} isAutomatic={isAutomatic} />
        {hasMail ? (
          <Suspense fallback={<Words message={message} lang={lang} />}>
            <MailFrame message={message} />
          </Suspense>
        ) : (
          <Words message={message} lang={lang} />
        )}
        <Attachments
          message={message}
          attachments={message.attachments.filter(
            ({ contentId, inline, image }) =>
              !(hasMail && inline && image && contentId && message.html?.includes(`cid:${contentId}`)),
          )}
        />
        <MessageFlags message={message} />
      </div>
    </article>
  );
}

function Words({ message, lang }: { message: Message; lang: string | undefined }) {
  if (message.deletedAt)
    return (
      <div className="bubble third">
        {t(message.direction === 'outbound' ? 'message.taken-back' : 'message.deleted')}
      </div>
    );
  if (!message.text && !message.quoted && message.attachments.length) return null;
  return (
    <>
      <div className="bubble" dir="auto" lang={lang}>
        <MessageText text={message.text} />
      </div>
      {message.quoted && (
        <details className="quoted">
          <summary>{t('message.quoted')}</summary>
          <blockquote dir="auto">
            <MessageText text={message.quoted} />
          </blockquote>
        </details>
      )}
    </>
  );
}
