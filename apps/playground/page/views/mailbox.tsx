import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Thread, otherThreads, shopper, shopperKey, threads } from '../state.js';
import { shortTime, t } from '../words.js';
import { Compose } from './compose.js';
import { Icon } from './icon.js';
import { MailThread } from './mail-thread.js';

/** The shopper's mail program. */
export function Mailbox() {
  const open = useSignal<string | null>(null);
  const writing = useSignal(false);
  // Another shopper has another mailbox.
  useEffect(() => {
    open.value = null;
    writing.value = false;
  }, [shopperKey.value]);
  const thread = [...threads.value, ...otherThreads.value].find(({ id }) => id === open.value);
  return (
    <section class="pane mailbox" aria-labelledby="mailbox-title">
      <header class="pane-head">
        <Icon name="mail" />
        <h2 id="mailbox-title">{t('mailbox')}</h2>
        <bdi class="address">{shopper.value?.email}</bdi>
        {!writing.value && !thread && (
          <button class="button" type="button" onClick={() => (writing.value = true)}>
            <Icon name="pen" /> {t('new-mail')}
          </button>
        )}
      </header>
      {writing.value ? (
        <Compose done={() => (writing.value = false)} />
      ) : thread ? (
        <MailThread thread={thread} close={() => (open.value = null)} />
      ) : (
        <MailList open={(id) => (open.value = id)} write={() => (writing.value = true)} />
      )}
    </section>
  );
}

function MailList({ open, write }: { open: (id: string) => void; write: () => void }) {
  return (
    <div class="mail-list scroll" role="log" aria-label={t('mailbox')}>
      {threads.value.length === 0 && (
        <div class="empty">
          <p>{t('no-mail')}</p>
          <p>{t('no-mail-hint')}</p>
          <button class="button primary" type="button" onClick={write}>
            {t('new-mail')}
          </button>
        </div>
      )}
      <Rows list={threads.value} open={open} />
      {otherThreads.value.length > 0 && <h3>{t('other-mail')}</h3>}
      <Rows list={otherThreads.value} open={open} />
    </div>
  );
}

function Rows({ list, open }: { list: Thread[]; open: (id: string) => void }) {
  return (
    <ul class="rows">
      {list.map(({ id, last, mails }) => (
        <li key={id}>
          <button type="button" class={last.direction === 'in' ? 'fresh' : ''} onClick={() => open(id)}>
            <span class="who">
              <bdi>{last.direction === 'in' ? last.fromName || last.from : t('me')}</bdi>
              {mails.length > 1 && <small> {mails.length}</small>}
            </span>
            <time dateTime={last.at}>{shortTime(last.at)}</time>
            <span class="what" dir="auto">
              {last.subject}
            </span>
            <span class="begin" dir="auto">
              {last.text.replace(/\s+/g, ' ').slice(0, 90)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
