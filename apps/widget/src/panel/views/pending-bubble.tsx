import type { Formats } from '../format.js';
import { t } from '../i18n.js';
import type { Outbox } from '../outbox.js';
import { online, type OutboxEntry } from '../state.js';
import { Files } from './files.js';
import { Icon } from './icons.js';
import { Words } from './words.js';

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
