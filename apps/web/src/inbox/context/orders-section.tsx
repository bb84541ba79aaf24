import { useQuery } from '@tanstack/react-query';
import type { Ticket } from '#libs/contracts';
import { call } from '../../api/call.js';
import { keys } from '../../api/keys.js';
import { number } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { OrderCard } from './order-card.js';
import { Section } from './section.js';

/** The customer's orders, the newest in full. */
export function OrdersSection({ ticket }: { ticket: Ticket }) {
  const { data } = useQuery({
    queryKey: keys.orders(ticket.id),
    queryFn: ({ signal }) =>
      call('listTicketOrders', { params: { ticketId: ticket.id }, query: { limit: 10 } }, { signal }),
    staleTime: 30_000,
    refetchInterval: 60_000,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Section title={t('orders.title')} aside={number(data.count)}>
      {data.items.map((order, index) => (
        <OrderCard key={order.id} order={order} isFirst={index === 0} />
      ))}
    </Section>
  );
}
