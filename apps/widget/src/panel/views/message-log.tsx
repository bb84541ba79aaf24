import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Chat } from '../chat.js';
import type { Formats } from '../format.js';
import { groupMessages } from '../group-messages.js';
import { t } from '../i18n.js';
import * as state from '../state.js';
import { Bubble } from './bubble.js';
import { Icon } from './icons.js';
import { PendingBubble } from './pending-bubble.js';

const nearEnd = 80;

/** The messages, held at their end unless the shopper has scrolled back. */
export function MessageLog({ chat, formats, children }: { chat: Chat; formats: Formats; children: ComponentChildren }) {
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const news = useSignal(false);
  const messages = state.messages.value;
  const last = messages.at(-1);
  const own = messages.findLast((message) => message.direction === 'inbound');
  const toEnd = () => log.current?.scrollTo({ top: log.current.scrollHeight });

  useLayoutEffect(() => {
    if (atEnd.current || state.outbox.value.length) toEnd();
    else if (last?.direction === 'outbound') news.value = true;
  }, [last?.id, state.outbox.value.length, state.agentTyping.value]);
  useLayoutEffect(toEnd, [state.ticket.value?.id]);
  useEffect(() => {
    if (state.open.value && document.visibilityState === 'visible' && atEnd.current) chat.markRead();
  }, [last?.id, state.open.value, news.value]);
  useEffect(() => keepAtEnd(log.current!, atEnd), []);

  const scrolled = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: { currentTarget: HTMLElement }) => {
    atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
    if (atEnd.current && news.value) news.value = false;
  };
  return (
    <div class="logbox">
      <div class="wm" ref={log} role="log" aria-live="off" aria-label={t('chat.log')} tabIndex={0} onScroll={scrolled}>
        <div class="push" />
        {state.hasEarlier.value && (
          <button class="btn mid" onClick={() => void showEarlier(chat, log.current)}>
            {t('chat.older')}
          </button>
        )}
        {groupMessages(messages).map(({ message, day, last: ends }) => (
          <Bubble
            key={message.id}
            message={message}
            day={day}
            ends={ends}
            isLastOwn={message === own}
            teamReadSeq={state.ticket.value?.teamReadSeq ?? 0}
            formats={formats}
          />
        ))}
        {state.outbox.value.map((entry) => (
          <PendingBubble key={entry.id} entry={entry} outbox={chat.outbox} formats={formats} />
        ))}
        {state.agentTyping.value && (
          <p class="bub typing">
            <i />
            <i />
            <i />
            <span class="unseen">{typingText(state.agentTyping.value.name)}</span>
          </p>
        )}
        {children}
      </div>
      {news.value && (
        <button class="jump" onClick={toEnd}>
          <Icon name="down" small />
          {t('chat.jump')}
        </button>
      )}
    </div>
  );
}

const typingText = (name: string | null) => (name ? t('chat.typing', { name }) : t('chat.someoneTyping'));

/** Older messages come in above; what the shopper was reading stays under their eyes. */
async function showEarlier(chat: Chat, log: HTMLElement | null) {
  const before = log?.scrollHeight ?? 0;
  await chat.sync.earlier();
  requestAnimationFrame(() => log?.scrollBy({ top: log.scrollHeight - before }));
}

/** A picture that loads late, a keyboard that opens: the end stays in view. */
function keepAtEnd(log: HTMLElement, atEnd: { current: boolean }) {
  const observer = new ResizeObserver(() => atEnd.current && log.scrollTo({ top: log.scrollHeight }));
  observer.observe(log);
  const loaded = () => atEnd.current && log.scrollTo({ top: log.scrollHeight });
  log.addEventListener('load', loaded, true);
  return () => {
    observer.disconnect();
    log.removeEventListener('load', loaded, true);
  };
}
