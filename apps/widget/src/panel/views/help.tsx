import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { VisitorArticle } from '#libs/contracts';
import type { Chat } from '../chat.js';
import { t } from '../i18n.js';
import * as state from '../state.js';
import { Icon } from './icons.js';
import type { ScreenProps } from './screen-props.js';
import { Header } from './header.js';
import { Words } from './words.js';

/**
 * Help pages by search, what else there is below the field, and the pages asked for most; no field in a shop without
 * any.
 */
export function HelpSearch({ chat, children }: { chat: Chat; children: ComponentChildren }) {
  const words = useSignal('');
  const often = useSignal<VisitorArticle[]>([]);
  const found = useSignal<VisitorArticle[] | null>(null);
  useEffect(() => {
    void chat.articles('').then((articles) => void (often.value = articles));
  }, [chat]);
  useEffect(() => {
    const q = words.value.trim();
    if (!q) return void (found.value = null);
    const timer = setTimeout(
      () => void chat.articles(q).then((articles) => q === words.value.trim() && (found.value = articles)),
      250,
    );
    return () => clearTimeout(timer);
  }, [words.value]);
  if (!often.value.length) return <>{children}</>;
  const shown = found.value ?? often.value;
  return (
    <>
      <label class="search">
        <Icon name="search" />
        <input
          type="search"
          data-first
          enterkeyhint="search"
          maxLength={200}
          aria-label={t('home.search')}
          placeholder={t('home.search')}
          value={words.value}
          onInput={(event) => void (words.value = event.currentTarget.value)}
        />
      </label>
      {!found.value && children}
      <section class="card list" aria-live="polite">
        <h2>{found.value ? t(shown.length ? 'home.found' : 'home.nothing') : t('home.often')}</h2>
        {shown.map((article) => (
          <button
            key={article.id}
            class="fq"
            lang={article.locale}
            onClick={() => void (state.view.value = { name: 'article', article })}
          >
            <span class="ell grow" dir="auto">
              {article.title}
            </span>
            <Icon name="next" flip small />
          </button>
        ))}
      </section>
    </>
  );
}

/** One help page, with the way to a person below it. */
export function Article({ article, close }: ScreenProps & { article: VisitorArticle }) {
  return (
    <>
      <Header close={close}>
        <span class="grow ell bold">{state.config.value?.name}</span>
      </Header>
      <article class="page" lang={article.locale} dir="auto">
        <h1>{article.title}</h1>
        <Words text={article.text} />
      </article>
      <footer class="wf">
        <button class="big" onClick={() => void (state.view.value = { name: 'chat' })}>
          <Icon name="chat" />
          {t('article.help')}
        </button>
      </footer>
    </>
  );
}
