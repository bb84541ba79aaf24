import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Ticket } from '#libs/contracts';
import { call } from '../../api/call.js';
import { keys } from '../../api/query-client.js';
import { ChannelGlyph } from '../../frame/channel-glyph.js';
import { joined, number, shortDate } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { titleOf } from '../model/ticket-words.js';
import { Section } from './section.js';

const maxShown = 6;

/** Other tickets of the same contact. */
export function OtherTicketsSection({ ticket }: { ticket: Ticket }) {
  const { id: contactId, known } = ticket.contact;
  const { data } = useQuery({
    queryKey: keys.contactTickets(contactId),
    queryFn: ({ signal }) => call('listTickets', { query: { contactId, sort: 'activity', limit: 20 } }, { signal }),
    enabled: known,
    staleTime: 30_000,
  });
  const others = (data?.items ?? []).filter(({ id }) => id !== ticket.id);
  if (others.length === 0) return null;
  return (
    <Section title={t('others.title')} aside={number(others.length)}>
      {others.slice(0, maxShown).map(({ id, channel, status, lastMessageAt, locale, ...words }) => (
        <Link
          key={id}
          to="/tickets/$ticketId"
          params={{ ticketId: id }}
          search={(search) => search}
          className="entry plain"
        >
          <ChannelGlyph type={channel.type} />
          <span className="cut grow" dir="auto" lang={locale ?? undefined}>
            {titleOf(words)}
          </span>
          <span className="meta numbers">{joined([t(`status.${status}`), shortDate(lastMessageAt)])}</span>
        </Link>
      ))}
      {others.length > maxShown && (
        <Link to="/inbox" search={{ contactId, sort: 'activity' }} style={{ fontSize: 12 }}>
          {t('others.all')}
        </Link>
      )}
    </Section>
  );
}
