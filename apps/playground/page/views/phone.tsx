import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { post } from '../api.js';
import { shopper, texts, trouble } from '../state.js';
import type { Text } from '../../shared/playground-state.js';
import { words } from '../words.js';
import { Icon } from './icon.js';
import { Samples } from './samples.js';
import { shortTime } from './times.js';

/** The shopper's phone, with the shop among its chats. */
export function Phone() {
  const log = useRef<HTMLDivElement>(null);
  const count = texts.value.length;
  useEffect(() => log.current?.scrollTo({ top: log.current.scrollHeight }), [count, shopper.value?.key]);
  return (
    <section class="pane phone" aria-labelledby="phone-title">
      <div class="device">
        <header class="phone-head">
          <span class="avatar" aria-hidden="true">H</span>
          <h2 id="phone-title">Havn & Holm <span class="sr">{words.phone}</span></h2>
          <bdi>+{shopper.value?.phone}</bdi>
        </header>
        <div class="texts scroll" role="log" aria-label={words.phone} ref={log}>
          {count === 0 && <p class="hint">{words.noTexts}</p>}
          {texts.value.map((text) => <Bubble key={text.id} text={text} />)}
        </div>
        <Writer />
      </div>
    </section>
  );
}

function Bubble({ text: { direction, text, image, state, at } }: { text: Text }) {
  return (
    <div class={`bubble ${direction}`}>
      {image && <img src={`/playground/api/pictures/${encodeURIComponent(image)}`} alt={words.picture} />}
      <p dir="auto">{text}</p>
      <small>
        <time dateTime={at}>{shortTime(at)}</time>
        {state === 'failed' ? <span class="bad"><Icon name="alert" /> {words.notSent}</span> : state && <Icon name={state === 'sent' ? 'tick' : 'clock'} />}
      </small>
    </div>
  );
}

function Writer() {
  const draft = useSignal('');
  const send = (text: string) => {
    if (!text.trim()) return;
    draft.value = '';
    post('texts', { shopper: shopper.value?.key, text }).catch((error: Error) => (trouble.value = error.message));
  };
  return (
    <form class="writer" onSubmit={(event) => (event.preventDefault(), send(draft.value))}>
      <Samples take={(sample) => send(sample.text)} />
      <div class="line">
        <input aria-label={words.write} placeholder={words.write} dir="auto" maxLength={4000} value={draft.value} onInput={(event) => (draft.value = event.currentTarget.value)} />
        <button aria-label={words.send}><Icon name="send" /></button>
      </div>
    </form>
  );
}
