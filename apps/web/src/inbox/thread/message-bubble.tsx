import { Route, TriangleAlert } from 'lucide-react';
import { Suspense, lazy } from 'react';
import type { Message, Ticket } from '#libs/contracts';
import { useChannelKind } from '../../api/channel-kinds.js';
import { Avatar } from '../../frame/avatar.js';
import { type TextId, t } from '../../i18n/texts.js';
import { classes } from '../../lib/join-classes.js';
import { useMe } from '../../session/me.js';
import { Attachments } from './attachments.js';
import { MailAddresses } from './mail-addresses.js';
import { MessageHead } from './message-head.js';
import { Reference } from './message-reference.js';
import { MessageText } from './message-text.js';

const MailFrame = lazy(() => import('./mail-frame.js').then(({ MailFrame }) => ({ default: MailFrame })));

/** A public message: the customer's at the start side, ours at the end side, an automatic one dashed. */
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
        name: message.author.name ?? t(message.flags.includes('echo') ? 'message.from-app' : 'contact.visitor'),
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
        <MailAddresses message={message} />
        <Reference about={message.about} />
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
  // What was sent in the provider’s own app is taken back there, after it was sent.
  const isUnsent = message.direction === 'outbound' && !message.flags.includes('echo');
  if (message.deletedAt)
    return <div className="bubble third">{t(isUnsent ? 'message.taken-back' : 'message.deleted')}</div>;
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

const texts: Record<string, TextId> = {
  unauthenticated: 'flag.unauthenticated',
  'not-a-participant': 'flag.not-a-participant',
  'another-person': 'flag.another-person',
  unparsed: 'flag.unparsed',
  unsupported: 'flag.unsupported',
  truncated: 'flag.truncated',
  damaged: 'flag.damaged',
};
/** For these flags the original message says more than the parsed one. */
const hasRaw = new Set(['unparsed', 'truncated', 'damaged', 'unsupported', 'unauthenticated', 'not-a-participant']);

/** Warns when the sender of a message is doubtful or it could not be shown in full. */
function MessageFlags({ message: { id, ticketId, flags, channelType } }: { message: Message }) {
  const keepsOriginal = useChannelKind(channelType)?.capabilities.keepsOriginal;
  const known = flags.filter((flag) => texts[flag]);
  if (known.length === 0) return null;
  const showsRaw =
    known.some((flag) => flag === 'unparsed' || flag === 'truncated' || flag === 'damaged') ||
    (keepsOriginal && known.some((flag) => hasRaw.has(flag)));
  return (
    <div className="flagged" role="note">
      <TriangleAlert className="icon small" aria-hidden style={{ marginBlockStart: 2 }} />
      <span>
        {known.map((flag) => t(texts[flag]!)).join(' ')}{' '}
        {showsRaw && (
          <a href={`/api/v1/tickets/${ticketId}/messages/${id}/raw`} download>
            {t('flag.raw')}
          </a>
        )}
      </span>
    </div>
  );
}
