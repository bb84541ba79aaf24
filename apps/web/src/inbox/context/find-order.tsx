import { useQuery } from '@tanstack/react-query';
import { Plus, Search, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { explain } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { keys, queryClient } from '../../api/query-client.js';
import { toast } from '../../frame/toasts.js';
import { joined } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import type { MatchedOrder } from './shipment-route.js';

/** Looks an order up by its number and attaches it to the ticket. */
export function FindOrder({ ticketId }: { ticketId: string }) {
  const [isOpen, open] = useState(false);
  const [number, look] = useState('');
  const { data, error } = useQuery({
    queryKey: ['order-search', ticketId, number],
    queryFn: ({ signal }) => call('searchTicketOrders', { params: { ticketId }, query: { number } }, { signal }),
    enabled: number !== '',
    staleTime: 5000,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    look(String(new FormData(event.currentTarget).get('number')).trim());
  };
  if (!isOpen)
    return (
      <button type="button" className="button find-order" onClick={() => open(true)}>
        <Search className="icon small" aria-hidden />
        {t('orders.find')}
      </button>
    );
  return (
    <>
      <form className="row find-order" role="search" onSubmit={submit}>
        <input
          className="tag-input grow"
          name="number"
          required
          maxLength={60}
          autoFocus
          dir="auto"
          aria-label={t('orders.number')}
          placeholder={t('orders.number')}
          onKeyDown={({ key }) => key === 'Escape' && open(false)}
        />
        <button type="submit" className="button outlined">
          {t('orders.look')}
        </button>
      </form>
      <div role="status">
        {error && <p className="meta bad-text">{explain(error)}</p>}
        {data?.items.length === 0 && <p className="meta">{t('orders.none')}</p>}
        {data?.items.map((order) => (
          <Found key={order.id} ticketId={ticketId} order={order} onAttached={() => (open(false), look(''))} />
        ))}
      </div>
    </>
  );
}

function Found({ ticketId, order, onAttached }: { ticketId: string; order: MatchedOrder; onAttached: () => void }) {
  const what = joined([t(`order.${order.status}`), ...order.items.slice(0, 2).map(({ name }) => name)]);
  const attach = async () => {
    if (await settle(ticketId, call('attachOrder', { params: { ticketId, orderId: order.id } }))) onAttached();
  };
  return (
    <div className="row found-order">
      <div className="grow">
        <div className="medium cut">
          <bdi>{order.number}</bdi>
        </div>
        <div className="meta cut" dir="auto">
          {what}
        </div>
      </div>
      <button type="button" className="button outlined" onClick={() => void attach()}>
        <Plus className="icon small" aria-hidden />
        {t('orders.attach')}
      </button>
    </div>
  );
}

/** Says how an order that is not proven to be the contact's came here, and takes an attached one off again. */
export function UnprovenOrder({ ticketId, order: { id, match } }: { ticketId: string; order: MatchedOrder }) {
  const said = {
    number: () => t('order.by-number'),
    agent: () => t('order.by-agent', { name: match.value }),
    email: () => t('order.unverified', { value: match.value }),
    phone: () => t('order.unverified', { value: match.value }),
  }[match.by]();
  return (
    <p className="meta row unproven">
      <span className="grow">{said}</span>
      {match.by === 'agent' && (
        <button
          type="button"
          className="button only-icon"
          aria-label={t('orders.detach')}
          title={t('orders.detach')}
          onClick={() => void settle(ticketId, call('detachOrder', { params: { ticketId, orderId: id } }))}
        >
          <X className="icon small" aria-hidden />
        </button>
      )}
    </p>
  );
}

async function settle(ticketId: string, work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    await queryClient.invalidateQueries({ queryKey: keys.orders(ticketId) });
    return true;
  } catch (error) {
    toast(explain(error), { tone: 'bad' });
    return false;
  }
}
