import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { VisitorMessage } from '#libs/contracts';
import type { Chat } from '../chat.js';
import type { Formats } from '../format.js';
import { t } from '../i18n.js';
import * as state from '../state.js';
import { Bubble, PendingBubble } from './bubble.js';
import { Icon } from './icons.js';

const nearEnd = 80;

/** The messages, held at their end unless the shopper has scrolled back. */
export function MessageLog({ chat, formats, children }: { chat: Chat; formats: Formats; children: ComponentChildren }) {
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const lastTop = useRef(0);
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
    // What grows below moves the end away without the shopper: only who scrolls back has left it.
    const isNear = scrollHeight - scrollTop - clientHeight < nearEnd;
    atEnd.current = isNear || (atEnd.current && scrollTop >= lastTop.current);
    lastTop.current = scrollTop;
    if (isNear && news.value) news.value = false;
  };
  return (
    <div class="logbox">
      <div class="wm" ref={log} role="log" aria-live="off" aria-label={t('chat.log')} tabIndex={0} onScroll={scrolled}>
        <div class="in">
          <div class="push" />
          <Greeting />
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

/** A picture that loads late, a file that becomes a message, a keyboard that opens: the end stays in view. */
function keepAtEnd(log: HTMLElement, atEnd: { current: boolean }) {
  const observer = new ResizeObserver(() => atEnd.current && log.scrollTo({ top: log.scrollHeight }));
  observer.observe(log);
  observer.observe(log.firstElementChild!);
  return () => observer.disconnect();
}

/** What the shop says first, while nothing has been said. */
function Greeting() {
  if (state.tickets.value.length || state.outbox.value.length) return null;
  return (
    <p class="bub hello" dir="auto">
      {state.config.value?.greeting || t('home.greeting')}
    </p>
  );
}

interface Row {
  message: VisitorMessage;
  /** A new day begins here. */
  day: boolean;
  /** The last of several in a row by the same author: carries name and time. */
  last: boolean;
}

const together = 5 * 60_000;

/** Lays messages out in days and runs of one author. */
function groupMessages(messages: VisitorMessage[]): Row[] {
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const next = messages[index + 1];
    return { message, day: !before || dayOf(before) !== dayOf(message), last: !next || !sameRun(message, next) };
  });
}

const dayOf = (message: VisitorMessage) => new Date(message.createdAt).toDateString();
const sameRun = (a: VisitorMessage, b: VisitorMessage) =>
  a.direction === b.direction &&
  a.author.name === b.author.name &&
  !a.automatic === !b.automatic &&
  dayOf(a) === dayOf(b) &&
  Date.parse(b.createdAt) - Date.parse(a.createdAt) < together;
