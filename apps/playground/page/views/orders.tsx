import { post } from '../api.js';
import { orders, trouble } from '../state.js';
import type { OrderStep, ShopOrder } from '../../shared/playground-state.js';
import { dayOf, t } from '../words.js';

const steps: OrderStep[] = ['ship', 'delay', 'deliver'];

const isOpen: Record<OrderStep, ShopOrder['status'][]> = {
  ship: ['paid'],
  delay: ['shipped'],
  deliver: ['shipped', 'delayed'],
};

/** The shopper's orders, each with what the shop can do about it: every button is a webhook. */
export function Orders() {
  if (orders.value.length === 0) return null;
  return (
    <div class="orders">
      <h2>{t('orders')}</h2>
      <ul>
        {orders.value.map((order) => (
          <OrderRow key={order.externalId} order={order} />
        ))}
      </ul>
    </div>
  );
}

function OrderRow({ order }: { order: ShopOrder }) {
  const { externalId, number, items, status, promisedAt, tracking } = order;
  const advance = (step: OrderStep) =>
    void post(`orders/${externalId}/${step}`).catch((error: Error) => (trouble.value = error.message));
  return (
    <li>
      <div class="order-line">
        <b>
          <bdi>{number}</bdi>
        </b>
        <span class={`chip ${status}`}>{t(`status.${status}`)}</span>
        <span class="small">{status === 'delivered' ? t('arrived') : t('promised', { date: dayOf(promisedAt) })}</span>
      </div>
      <p class="small">
        <bdi>{items.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)).join(', ')}</bdi>
        {tracking && (
          <>
            {' '}
            ·{' '}
            <bdi>
              {tracking.carrier} {tracking.number}
            </bdi>
          </>
        )}
      </p>
      <div class="order-steps" role="group" aria-label={`${t('behind')}: ${number}`}>
        {steps.map((step) => (
          <button
            key={step}
            class="button"
            type="button"
            disabled={!isOpen[step].includes(status)}
            onClick={() => advance(step)}
          >
            {t(`step.${step}`)}
          </button>
        ))}
      </div>
    </li>
  );
}
