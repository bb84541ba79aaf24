import type { VisitorArticle } from '#libs/contracts';
import { t } from '../i18n.js';
import * as state from '../state.js';
import type { ScreenProps } from './screen-props.js';
import { Header } from './header.js';
import { Icon } from './icons.js';
import { Words } from './words.js';

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
