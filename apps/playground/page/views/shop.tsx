import { useSignal } from '@preact/signals';
import { post } from '../api.js';
import { shopper, signedInAs, toggleSignIn, trouble } from '../state.js';
import { formatLocale, t } from '../words.js';
import { Icon } from './icon.js';
import { Orders } from './orders.js';
import { type Product, products } from './products.js';

const menu = ['table', 'wool', 'light'] as const;
const money = new Intl.NumberFormat(formatLocale, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });

/** A small shop; the chat on it is the real one, by its script tag. */
export function Shop() {
  const [first, ...more] = products as [Product, ...Product[]];
  const thanks = useSignal('');
  const buy = ({ price, sku }: Product) =>
    post<{ number: string }>('orders', { shopper: shopper.value?.key, name: t(`product.${sku}`), price, sku }).then(
      ({ number }) => (thanks.value = t('ordered', { number })),
      (error: Error) => (trouble.value = error.message),
    );
  return (
    <section class="pane shop scroll" aria-label={t('shop')}>
      <header class="shop-head">
        <b class="shop-name">
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M2 9c3-3 5-3 8 0s6 3 9 0l3-2M2 16c3-3 5-3 8 0s6 3 9 0l3-2" />
          </svg>{' '}
          Havn & Holm
        </b>
        <span class="menu" aria-hidden="true">
          {menu.map((entry) => (
            <span key={entry}>{t(`menu.${entry}`)}</span>
          ))}
          <span>{t('ships')}</span>
        </span>
        <SignIn />
      </header>
      <div class="hero">
        <div class="picture">{first.drawing}</div>
        <div class="about">
          <h1>{t(`product.${first.sku}`)}</h1>
          <p class="price">{money.format(Number(first.price))}</p>
          <p>{t('about.TEA-01')}</p>
          <button class="button ink" type="button" onClick={() => void buy(first)}>
            {t('order')}
          </button>
          <p class="small" aria-live="polite">
            {thanks.value || t('leaves')}
          </p>
        </div>
      </div>
      <Orders />
      <h2>{t('also')}</h2>
      <ul class="shelf">
        {more.map((product) => (
          <li key={product.sku}>
            <button
              type="button"
              onClick={() => void buy(product)}
              aria-label={`${t('order')}: ${t(`product.${product.sku}`)}`}
            >
              <span class="picture">{product.drawing}</span>
              <span>{t(`product.${product.sku}`)}</span>
              <span class="price">{money.format(Number(product.price))}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SignIn() {
  const { name = '', locale } = shopper.value ?? {};
  return (
    <button
      class="button quiet"
      type="button"
      aria-pressed={Boolean(signedInAs.value)}
      title={t('sign-in-hint')}
      onClick={() => void toggleSignIn().catch((error: Error) => (trouble.value = error.message))}
    >
      <Icon name="user" />{' '}
      <bdi lang={locale}>{signedInAs.value ? t('signed-in', { name }) : t('signed-out', { name })}</bdi>
    </button>
  );
}
