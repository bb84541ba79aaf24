import type { ComponentChildren } from 'preact';
import { t } from '../i18n.js';
import * as state from '../state.js';
import { Icon } from './icons.js';

/** The bar above a conversation or an article: back at the start, close at the end. */
export function Header({
  children,
  close,
  menu,
}: {
  children: ComponentChildren;
  close: (() => void) | undefined;
  menu?: ComponentChildren;
}) {
  return (
    <header class="ch">
      <button class="tap" aria-label={t('chat.back')} onClick={() => void (state.view.value = { name: 'home' })}>
        <Icon name="back" flip />
      </button>
      {children}
      {menu}
      {close && (
        <button class="tap" aria-label={t('chat.close')} onClick={close}>
          <Icon name="close" />
        </button>
      )}
    </header>
  );
}
