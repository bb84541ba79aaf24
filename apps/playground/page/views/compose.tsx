import { useSignal } from '@preact/signals';
import { post } from '../api.js';
import { shopper, state } from '../state.js';
import type { Mail } from '../../shared/playground-state.js';
import { t } from '../words.js';

/** A mail to the shop, or an answer to one of its mails. */
export function Compose({ answers, done }: { answers?: Mail; done: () => void }) {
  const addresses = state.value?.addresses ?? [];
  const to = useSignal(answers?.replyTo ?? addresses[0]?.address ?? '');
  const subject = useSignal(answers ? answers.subject : '');
  const text = useSignal('');
  const sending = useSignal(false);
  const trouble = useSignal('');

  const send = async (event: Event) => {
    event.preventDefault();
    sending.value = true;
    trouble.value = '';
    await post('mails', {
      shopper: shopper.value?.key,
      to: to.value,
      subject: subject.value,
      text: text.value,
      ...(answers && { answers: answers.id }),
    }).then(done, (error: Error) => (trouble.value = error.message));
    sending.value = false;
  };
  return (
    <form class="compose" onSubmit={(event) => void send(event)}>
      {!answers && (
        <>
          <label class="field">
            <span>{t('to')}</span>
            <select value={to.value} onInput={(event) => (to.value = event.currentTarget.value)}>
              {addresses.map(({ address, name }) => (
                <option key={address} value={address}>{`${name} <${address}>`}</option>
              ))}
            </select>
          </label>
          <label class="field">
            <span>{t('subject')}</span>
            <input
              dir="auto"
              required
              maxLength={200}
              value={subject.value}
              onInput={(event) => (subject.value = event.currentTarget.value)}
            />
          </label>
        </>
      )}
      <label class="field tall">
        <span>{t('message')}</span>
        <textarea
          dir="auto"
          lang={shopper.value?.locale}
          required
          rows={answers ? 4 : 7}
          maxLength={4000}
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
      </label>
      {!answers && <Samples take={(sample) => ((subject.value = sample.subject), (text.value = sample.text))} />}
      {trouble.value && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <div class="actions">
        <button class="button" type="button" onClick={done}>
          {t('cancel')}
        </button>
        <button class="button primary" disabled={sending.value}>
          {sending.value ? t('sending') : t('send')}
        </button>
      </div>
    </form>
  );
}

/** Lines in the shopper's language, to be taken with one click. */
export function Samples({ take }: { take: (sample: { subject: string; text: string }) => void }) {
  const { samples = [], locale = 'en' } = shopper.value ?? {};
  return (
    <ul class="samples" aria-label={t('samples')}>
      {samples.map((sample) => (
        <li key={sample.subject}>
          <button type="button" lang={locale} dir="auto" onClick={() => take(sample)}>
            {sample.subject}
          </button>
        </li>
      ))}
    </ul>
  );
}
