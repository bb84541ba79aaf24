import { useSignal } from '@preact/signals';
import { shopper, type Thread } from '../state.js';
import { shortTime, t } from '../words.js';
import { Compose } from './compose.js';
import { Icon } from './icon.js';

/** One exchange of mails, with room for an answer. */
export function MailThread({ thread, close }: { thread: Thread; close: () => void }) {
  const answering = useSignal(false);
  const incoming = thread.mails.findLast(({ direction }) => direction === 'in');
  const isMine = incoming?.to === shopper.value?.email;
  return (
    <>
      <div class="thread scroll">
        <button class="button quiet" type="button" onClick={close}>
          <Icon name="back" /> {t('back')}
        </button>
        <h3 dir="auto">{thread.mails[0]!.subject}</h3>
        {thread.mails.map((mail) => (
          <article key={mail.id} class={`mail ${mail.direction}${mail.automatic ? ' automatic' : ''}`}>
            <header>
              <b>
                <bdi>{mail.direction === 'in' ? mail.fromName || mail.from : t('me')}</bdi>
              </b>{' '}
              {mail.automatic && <span class="chip">{t('automatic')}</span>}{' '}
              <time dateTime={mail.at}>{shortTime(mail.at)}</time>
            </header>
            <p dir="auto" lang={shopper.value?.locale}>
              {withoutHistory(mail.text)}
            </p>
          </article>
        ))}
      </div>
      {answering.value ? (
        <Compose answers={incoming} done={() => (answering.value = false)} />
      ) : (
        incoming &&
        isMine && (
          <footer class="answer">
            <button class="button primary" type="button" onClick={() => (answering.value = true)}>
              {t('reply')}
            </button>
          </footer>
        )
      )}
    </>
  );
}

/** What an answer quotes is shown above it already. */
const withoutHistory = (text: string) =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('>'))
    .join('\n')
    .trim();
