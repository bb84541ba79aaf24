import { useSignal } from '@preact/signals';
import type { Chat } from '../chat.js';
import { t } from '../i18n.js';
import * as state from '../state.js';
import { Icon } from './icons.js';
import { Popover } from './popover.js';

/** What is seldom wanted: another address for answers, and leaving nothing behind on this device. */
export function Menu({ chat, askEmail }: { chat: Chat; askEmail(): void }) {
  const open = useSignal(false);
  const sure = useSignal(false);
  const choose = (work: () => void) => () => {
    open.value = false;
    sure.value = false;
    work();
  };
  return (
    <Popover open={open} label={t('chat.menu')} button={<Icon name="more" />} place="below">
      {sure.value ? (
        <>
          <p>{t('menu.forgetSure')}</p>
          <button class="item bad" onClick={choose(() => void chat.end())}>
            {t('menu.end')}
          </button>
          <button class="item" onClick={choose(() => undefined)}>
            {t('menu.cancel')}
          </button>
        </>
      ) : (
        <>
          {state.messages.value.length > 0 && (
            <button class="item" onClick={choose(askEmail)}>
              {t('menu.email')}
            </button>
          )}
          <button class="item" onClick={() => void (sure.value = true)}>
            {t('menu.forget')}
          </button>
        </>
      )}
    </Popover>
  );
}
