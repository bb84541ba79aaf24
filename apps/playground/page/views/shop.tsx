import { useSignal } from '@preact/signals';
import { post } from '../api.js';
import { shopper, signedInAs, toggleSignIn, trouble } from '../state.js';
import { words } from '../words.js';
import { Icon } from './icon.js';
import { Orders } from './orders.js';
import { type Product, products } from './products.js';

const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });

/** A small shop; the chat on it is the real one, by its script tag. */
export function Shop() {
  const [first, ...more] = products as [Product, ...Product[]];
  const thanks = useSignal('');
  const buy = ({ name, price, sku }: Product) =>
    post<{ number: string }>('orders', { shopper: shopper.value?.key, name, price, sku }).then(({ number }) => (thanks.value = words.ordered(number)), (error: Error) => (trouble.value = error.message));
  return (
    <section class="pane shop scroll" aria-label={words.shop}>
      <header class="shop-head">
        <b class="shop-name"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M2 9c3-3 5-3 8 0s6 3 9 0l3-2M2 16c3-3 5-3 8 0s6 3 9 0l3-2" /></svg> Havn & Holm</b>
        <span class="menu" aria-hidden="true">{words.menu.map((entry) => <span key={entry}>{entry}</span>)}<span>{words.ships}</span></span>
        <SignIn />
      </header>
      <div class="hero">
        <div class="picture">{first.drawing}</div>
        <div class="about">
          <h1>{first.name}</h1>
          <p class="price">{money.format(Number(first.price))}</p>
          <p>{first.about}</p>
          <button class="button ink" type="button" onClick={() => void buy(first)}>{words.order}</button>
          <p class="small" aria-live="polite">{thanks.value || words.leaves}</p>
        </div>
      </div>
      <Orders />
      <h2>{words.also}</h2>
      <ul class="shelf">
        {more.map((product) => (
          <li key={product.sku}>
            <button type="button" onClick={() => void buy(product)} aria-label={`${words.order}: ${product.name}`}>
              <span class="picture">{product.drawing}</span>
              <span>{product.name}</span>
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
    <button class="button quiet" type="button" aria-pressed={Boolean(signedInAs.value)} title={words.signInHint} onClick={() => void toggleSignIn().catch((error: Error) => (trouble.value = error.message))}>
      <Icon name="user" /> <bdi lang={locale}>{signedInAs.value ? words.signedIn(name) : words.signedOut(name)}</bdi>
    </button>
  );
}
