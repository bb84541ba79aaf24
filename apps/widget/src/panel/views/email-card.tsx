import { type Signal, useSignal } from '@preact/signals';
import type { Chat } from '../chat.js';
import { t } from '../i18n.js';
import { RequestError } from '../server.js';
import * as state from '../state.js';

/** Asks for an address once the first message is stored, never before. */
export function EmailCard({ chat, asked }: { chat: Chat; asked: Signal<boolean> }) {
  const address = useSignal('');
  const error = useSignal<string | null>(null);
  const saved = useSignal<string | null>(null);
  const later = useSignal(chat.notes.get('no-email') !== null);
  const wrote = state.messages.value.some((message) => message.direction === 'inbound');
  if (saved.value)
    return (
      <p class="card thanks" role="status">
        {t('email.saved', { email: saved.value })}
      </p>
    );
  if (!wrote || !(asked.value || (!state.hasEmail.value && !later.value))) return null;

  const save = async (event: Event) => {
    event.preventDefault();
    const email = address.value.trim();
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return void (error.value = t('email.invalid'));
    try {
      await chat.claimEmail(email);
      saved.value = email;
    } catch (reason) {
      error.value = t(reason instanceof RequestError && reason.status === 400 ? 'email.invalid' : 'error.down');
    }
  };
  const dismiss = () => {
    chat.notes.set('no-email', '1');
    later.value = true;
    asked.value = false;
  };
  return (
    <form class="card ask" noValidate onSubmit={(event) => void save(event)}>
      <b id="ask">{t('email.title')}</b>
      <p class="t2 f13">{t('email.hint')}</p>
      <div class="row">
        <input
          class="inp grow"
          type="email"
          name="email"
          autocomplete="email"
          inputMode="email"
          dir={address.value ? 'ltr' : undefined}
          maxLength={254}
          placeholder={t('email.label')}
          aria-label={t('email.label')}
          aria-invalid={error.value !== null}
          aria-describedby="ask"
          value={address.value}
          onInput={({ currentTarget }) => {
            address.value = currentTarget.value;
            error.value = null;
          }}
        />
        <button class="big">{t('email.save')}</button>
      </div>
      {error.value && (
        <p class="f13 bad" role="alert">
          {error.value}
        </p>
      )}
      <button type="button" class="link" onClick={dismiss}>
        {t('email.later')}
      </button>
    </form>
  );
}
