import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { AppName, Text } from '../../shared/playground-state.js';
import { post } from '../api.js';
import { app, apps, hasNews, openApp, shopper, texts, trouble } from '../state.js';
import { shortTime, t } from '../words.js';
import { Icon } from './icon.js';
import { Samples } from './compose.js';

/** How the shop is called in each app. */
const accounts = { messenger: 'Havn & Holm', instagram: '@havn.holm', telegram: '@havn_holm_bot' };

/** The shopper's phone, with the shop among the chats of each app. */
export function Phone() {
  const log = useRef<HTMLDivElement>(null);
  const count = texts.value.length;
  useEffect(() => log.current?.scrollTo({ top: log.current.scrollHeight }), [count, shopper.value?.key, app.value]);
  return (
    <section class="pane phone" aria-labelledby="phone-title">
      <div class="device">
        {apps.value.length > 1 && <Apps />}
        <header class="phone-head">
          <span class="avatar" aria-hidden="true">
            H
          </span>
          <h2 id="phone-title">
            Havn & Holm <span class="sr">{t('phone')}</span>
          </h2>
          <bdi>{app.value === 'whatsapp' ? `+${shopper.value?.phone ?? ''}` : accounts[app.value]}</bdi>
        </header>
        <div class="texts scroll" role="log" aria-label={t('phone')} ref={log}>
          {count === 0 && <p class="hint">{t(`no-texts.${app.value}`)}</p>}
          {texts.value.map((text) => (
            <Bubble key={text.id} text={text} />
          ))}
        </div>
        <Writer />
      </div>
    </section>
  );
}

function Apps() {
  return (
    <div class="apps" role="group" aria-label={t('apps')}>
      {apps.value.map((name) => (
        <AppButton key={name} name={name} />
      ))}
    </div>
  );
}

function AppButton({ name }: { name: AppName }) {
  return (
    <button type="button" title={t(`app.${name}`)} aria-pressed={app.value === name} onClick={() => openApp(name)}>
      <span class={`ink ${name}`}>
        <Icon name={name} />
      </span>{' '}
      <span class="label">{t(`app.${name}`)}</span>{' '}
      {hasNews(name) && (
        <span class="news">
          <span class="sr">{t('news')}</span>
        </span>
      )}
    </button>
  );
}

function Bubble({ text: { direction, text, image, state, at } }: { text: Text }) {
  return (
    <div class={`bubble ${direction}`}>
      {image && <img src={`/playground/api/pictures/${encodeURIComponent(image)}`} alt={t('picture')} />}
      {text && (
        <p dir="auto" lang={shopper.value?.locale}>
          {text}
        </p>
      )}
      <small>
        <time dateTime={at}>{shortTime(at)}</time>
        {state === 'failed' ? (
          <span class="bad">
            <Icon name="alert" /> {t('not-sent')}
          </span>
        ) : (
          state && <Icon name={state === 'sent' ? 'tick' : 'clock'} />
        )}
      </small>
    </div>
  );
}

/** The field for a text; a sample is sent at once. */
function Writer() {
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
