import { useSignal } from '@preact/signals';
import { t } from '../i18n.js';
import * as state from '../state.js';
import type { ScreenProps } from './screen-props.js';
import { Avatar } from './avatar.js';
import { Composer } from './composer.js';
import { EmailCard } from './email-card.js';
import { Header } from './header.js';
import { Menu } from './menu.js';
import { MessageLog } from './message-log.js';

/** The conversation: who answers, what was said, and where to write. */
export function Conversation({ chat, formats, close }: ScreenProps) {
  const asksEmail = useSignal(false);
  const { name = '', replySeconds = null } = state.config.value ?? {};
  const current = state.ticket.value;
  const agent = current?.agentName ?? null;
  return (
    <>
      <Header close={close} menu={<Menu chat={chat} askEmail={() => void (asksEmail.value = true)} />}>
        <Avatar name={agent ?? name} />
        <div class="grow">
          <h1 class="bold ell">{agent ? t('chat.from', { agent, shop: name }) : name}</h1>
          {replySeconds !== null && <p class="f12">{t('chat.usually', { time: formats.span(replySeconds) })}</p>}
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
