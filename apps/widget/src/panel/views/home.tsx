import type { VisitorTicket } from '#libs/contracts';
import { t } from '../i18n.js';
import * as state from '../state.js';
import { availabilityText } from './availability.js';
import type { ScreenProps } from './screen-props.js';
import { HelpSearch } from './help.js';
import { Icon, Mark, Avatar } from './icons.js';
import type { Formats } from '../format.js';

/** The first screen: help pages first, then the conversation to go on with, then a new one. */
export function Home({ chat, formats, close }: ScreenProps) {
  const config = state.config.value;
  const write = () => {
    const newest = state.tickets.value[0];
    if (newest) void chat.sync.show(newest);
    state.view.value = { name: 'chat' };
  };
  return (
    <>
      <header class="wh">
        <div class="logo">
          <span class="ell" dir="auto">
            {config?.name ?? ' '}
          </span>
          <span class="way" aria-hidden="true" />
          {close && (
            <button class="tap" aria-label={t('chat.close')} onClick={close}>
              <Icon name="close" />
            </button>
          )}
        </div>
        <h1 dir="auto">{config?.greeting || t('home.greeting')}</h1>
        <p class="rt num">
          {config && (
            <>
              <i class={config.availability?.open === false ? 'off' : ''} />
              {availabilityText(config, formats)}
            </>
          )}
        </p>
      </header>
      <div class="wb">
        <HelpSearch chat={chat}>
          {state.tickets.value.slice(0, 3).map((each, index) => (
            <ResumeCard
              key={each.id}
              ticket={each}
              formats={formats}
              first={index === 0}
              open={() => {
                void chat.sync.show(each);
                state.view.value = { name: 'chat' };
              }}
            />
          ))}
        </HelpSearch>
        <Broken retry={() => void chat.configure()} />
      </div>
      <footer class="wf">
        <button class="big" onClick={write}>
          <Icon name="chat" />
          {t('home.write')}
        </button>
        <p class="by">
          <Mark />
          Waypost
        </p>
      </footer>
    </>
  );
}

function Broken({ retry }: { retry(): void }) {
  if (!state.broken.value) return null;
  return (
    <div class="card row">
      <span class="grow">{t('error.down')}</span>
      <button class="btn" onClick={retry}>
        {t('error.retry')}
      </button>
    </div>
  );
}

/** A conversation to go on with. */
function ResumeCard({
  ticket,
  formats,
  first,
  open,
}: {
  ticket: VisitorTicket;
  formats: Formats;
  first: boolean;
  open(): void;
}) {
  const { preview, unread, closed, agentName } = ticket;
  return (
    <button class="card row resume" onClick={open}>
      <Avatar name={agentName} tint />
      <span class="grow">
        <span class="row">
          <b class="ell grow">{t(first && !closed ? 'home.continue' : 'home.earlier')}</b>
          {preview && <span class="t3 f12">{formats.ago(preview.at)}</span>}
        </span>
        {preview && (
          <span class="t2 ell f13">
            {preview.author && (
              <>
                <bdi>{preview.author}</bdi>:{' '}
              </>
            )}
            <bdi>{preview.text}</bdi>
          </span>
        )}
      </span>
      {unread > 0 && (
        <i class="dot">
          <span class="unseen">{t('chat.unread')}</span>
        </i>
      )}
    </button>
  );
}
