import { useSignal } from '@preact/signals';
import { post } from '../api.js';
import { app, shopper, trouble } from '../state.js';
import { t } from '../words.js';
import { Icon } from './icon.js';
import { Samples } from './samples.js';

/** Where one writes on the phone; a sample goes off at once. */
export function Writer() {
  const draft = useSignal('');
  const send = (text: string) => {
    if (!text.trim()) return;
    draft.value = '';
    post('texts', { shopper: shopper.value?.key, app: app.value, text }).catch(
      (error: Error) => (trouble.value = error.message),
    );
  };
  return (
    <form class="writer" onSubmit={(event) => (event.preventDefault(), send(draft.value))}>
      <Samples take={(sample) => send(sample.text)} />
      <div class="line">
        <input
          aria-label={t('write')}
          placeholder={t('write')}
          dir="auto"
          maxLength={4000}
          value={draft.value}
          onInput={(event) => (draft.value = event.currentTarget.value)}
        />
        <button aria-label={t('send')}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
