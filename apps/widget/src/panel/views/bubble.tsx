import type { VisitorMessage } from '#libs/contracts';
import type { Formats } from '../format.js';
import { t } from '../i18n.js';
import { Files } from './files.js';
import { Icon } from './icons.js';
import { Words } from './words.js';
import type { Outbox } from '../outbox.js';
import { online, type OutboxEntry } from '../state.js';

interface Props {
  message: VisitorMessage;
  day: boolean;
  ends: boolean;
  isLastOwn: boolean;
  teamReadSeq: number;
  formats: Formats;
}

/** One message, by a shopper, a person of the shop, or a machine, which says so. */
export function Bubble({ message, day, ends, isLastOwn, teamReadSeq, formats }: Props) {
  const mine = message.direction === 'inbound';
  const kind = mine ? 'bub u' : message.automatic ? 'bub auto' : 'bub';
  return (
    <>
      {day && <p class="day">{formats.day(message.createdAt)}</p>}
      <div class={mine ? 'said e' : 'said'} lang={message.locale ?? undefined}>
        <span class="unseen">{mine ? t('chat.you') : (message.author.name ?? t('chat.support'))}</span>
        {message.deleted ? (
          <p class="bub gone">{t('chat.deleted')}</p>
        ) : (
          <>
            {message.text && (
              <p class={kind} dir="auto">
                <Words text={message.text} />
              </p>
            )}
            <Files files={message.attachments} mine={mine} formats={formats} />
          </>
        )}
      </div>
      {(ends || isLastOwn) &&
        (mine ? (
          <Own message={message} read={message.seq <= teamReadSeq} isLast={isLastOwn} formats={formats} />
        ) : (
          <Theirs message={message} formats={formats} />
        ))}
    </>
  );
}

function Own({
  message,
  read,
  isLast,
  formats,
}: {
  message: VisitorMessage;
  read: boolean;
  isLast: boolean;
  formats: Formats;
}) {
  const time = formats.clock(message.createdAt);
  return (
    <p class={read ? 'meta e num seen' : 'meta e num'}>
      <Icon name={read ? 'ticks' : 'tick'} small />
      {isLast ? t(read ? 'chat.read' : 'chat.sent', { time }) : time}
    </p>
  );
}

function Theirs({ message, formats }: { message: VisitorMessage; formats: Formats }) {
  return (
    <p class="meta num">
      {message.automatic && <Icon name="route" flip small />}
      <span dir="auto">{message.automatic ? t('chat.automatic') : (message.author.name ?? t('chat.support'))}</span>
      {formats.clock(message.createdAt)}
    </p>
  );
}

/** A message that the server does not have yet, and what can be done about it. */
export function PendingBubble({ entry, outbox, formats }: { entry: OutboxEntry; outbox: Outbox; formats: Formats }) {
  const files = entry.files.map(({ key, name, contentType, size }) => ({
    id: key,
    name,
    contentType,
    size,
    image: false,
    url: null,
  }));
  return (
    <>
      <div class="said e pending">
        <span class="unseen">{t('chat.you')}</span>
        {entry.text && (
          <p class="bub u" dir="auto">
            <Words text={entry.text} />
          </p>
        )}
        <Files files={files} mine formats={formats} />
      </div>
      {entry.state === 'failed' ? (
        <p class="meta e bad">
          <Icon name="alert" small />
          {t('chat.failed')}
          <button class="link" onClick={() => void outbox.again(entry.id)}>
            {t('chat.again')}
          </button>
          <button class="link" onClick={() => outbox.remove(entry.id)}>
            {t('chat.remove')}
          </button>
        </p>
      ) : (
        <p class="meta e">
          <Icon name="clock" small />
          {t(online.value ? 'chat.sending' : 'chat.waiting')}
        </p>
      )}
    </>
  );
}
