import { type Pane, become, pane, shopper, state, trouble } from '../state.js';
import { Mailbox } from './mailbox.js';
import { Phone } from './phone.js';
import { Shop } from './shop.js';
import { t } from '../words.js';
import { Icon } from './icon.js';

export function App() {
  return (
    <>
      <TopBar />
      {trouble.value && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <main class="stage" data-pane={pane.value} aria-busy={!state.value}>
        <Mailbox />
        <Phone />
        <Shop />
      </main>
    </>
  );
}

const panes: Pane[] = ['shop', 'mailbox', 'phone'];
const icons = { shop: 'shop', mailbox: 'mail', phone: 'phone' } as const;

/** Which shopper is being played, the way to the inbox, and on a narrow screen the choice of pane. */
function TopBar() {
  return (
    <header class="bar">
      <div class="brand">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M11 2h2v20h-2z" />
          <path d="M6 4.5h11.5L21 7.75 17.500 11H6z" />
          <path d="M17 13H8l-3 2.500L8 18h9z" opacity=".5" />
        </svg>
        <b>Waypost</b> <span>{t('title')}</span>
      </div>
      <p class="lead">{t('lead')}</p>
      <Shoppers />
      <a class="button primary inbox" href="/" target="_blank" rel="noopener" title={t('sign-in')}>
        {t('open-inbox')} <Icon name="out" />
      </a>
      <nav class="tabs" aria-label={t('title')}>
        {panes.map((name) => (
          <button key={name} type="button" aria-pressed={pane.value === name} onClick={() => (pane.value = name)}>
            <Icon name={icons[name]} /> {t(name)}
          </button>
        ))}
      </nav>
    </header>
  );
}

function Shoppers() {
  return (
    <fieldset class="shoppers">
      <legend>{t('you-are')}</legend>
      {state.value?.shoppers.map(({ key, name, locale }) => (
        <label key={key}>
          <input type="radio" name="shopper" checked={shopper.value?.key === key} onChange={() => become(key)} />
          <span>
            <bdi lang={locale}>{name}</bdi> <abbr>{locale.toUpperCase()}</abbr>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
