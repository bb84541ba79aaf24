import { useSignal } from '@preact/signals';
import { t } from '../i18n.js';
import * as state from '../state.js';
import { availabilityText } from './availability.js';
import type { ScreenProps } from './screen-props.js';
import { Avatar, Icon } from './icons.js';
import { Composer } from './composer.js';
import { EmailCard } from './email-card.js';
import { Header } from './header.js';
import { MessageLog } from './message-log.js';
import type { Chat } from '../chat.js';
import { Popover } from './popover.js';

/** The conversation: who answers, what was said, and where to write. */
export function Conversation({ chat, formats, close }: ScreenProps) {
  const asksEmail = useSignal(false);
  const config = state.config.value;
  const name = config?.name ?? '';
  const current = state.ticket.value;
  const agent = current?.agentName ?? null;
  return (
    <>
      <Header close={close} menu={<Menu chat={chat} askEmail={() => void (asksEmail.value = true)} />}>
        <Avatar name={agent ?? name} />
        <div class="grow">
          <h1 class="bold ell">{agent ? t('chat.from', { agent, shop: name }) : name}</h1>
          {config && <p class="f12 num">{availabilityText(config, formats)}</p>}
        </div>
      </Header>
      {!state.online.value && (
        <p class="bar" role="status">
          {t('chat.offline')}
        </p>
      )}
      <MessageLog chat={chat} formats={formats}>
        <EmailCard chat={chat} asked={asksEmail} />
      </MessageLog>
      {current?.closed && <p class="note">{t('chat.closed')}</p>}
      {state.notice.value && (
        <p class="note bad" role="alert">
          {state.notice.value}
        </p>
      )}
      <Composer chat={chat} formats={formats} />
    </>
  );
}

/** What is seldom wanted: another address for answers, and leaving nothing behind on this device. */
function Menu({ chat, askEmail }: { chat: Chat; askEmail(): void }) {
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
          {state.messages.value.length > 0 && !state.isMailed.value && (
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
