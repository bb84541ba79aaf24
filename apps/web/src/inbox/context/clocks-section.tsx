import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import type { SlaClock, Ticket } from '#libs/contracts';
import { call } from '../../api/call.js';
import { keys } from '../../api/query-client.js';
import { duration } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { useMinute } from '../../lib/now.js';
import { Waymark, signOf } from '../waymark.js';
import { zoneName } from './local-time.js';
import { Section } from './section.js';

/** The SLA clocks of a ticket: those that run and how the others ended. */
export function ClocksSection({ ticket }: { ticket: Ticket }) {
  // Any change of the ticket may move a clock.
  const { data } = useQuery({
    queryKey: [...keys.clocks(ticket.id), ticket.changeSeq],
    queryFn: ({ signal }) => call('listTicketClocks', { params: { ticketId: ticket.id } }, { signal }),
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  const clocks = data?.items ?? [];
  if (clocks.length === 0) return null;
  return (
    <Section title={t('clocks.title')}>
      {clocks.map((clock) => (
        <div key={`${clock.kind}-${clock.startedAt}`} className="entry">
          <span className="grow second">
            {t(clock.kind === 'resolution' ? 'clocks.resolution' : 'clocks.first-response')}
          </span>
          <Clock clock={clock} ticket={ticket} />
        </div>
      ))}
      {hoursOf(clocks).map((hours) => (
        <p key={hours} className="meta">
          {hours}
        </p>
      ))}
    </Section>
  );
}

/** The business hours and time zones that the clocks count in, each once. */
const hoursOf = (clocks: SlaClock[]): string[] => [
  ...new Set(
    clocks.map(({ hours }) =>
      hours
        ? t('clocks.hours', {
            name: `\u2068${hours.name ?? t('report.business-hours')}\u2069`,
            zone: zoneName(hours.timeZone, 'longGeneric'),
          })
        : t('clocks.any-hours'),
    ),
  ),
];

function Clock({ clock, ticket }: { clock: SlaClock; ticket: Ticket }) {
  const now = useMinute();
  if (clock.metAt && !clock.breachedAt) {
    const taken = duration(Date.parse(clock.metAt) - Date.parse(clock.startedAt));
    return (
      <span className="row numbers" style={{ gap: 5, fontSize: 12, color: 'var(--wp-ok)' }}>
        <Check className="icon tiny" aria-hidden />
        {t('clocks.kept', { time: taken })}
      </span>
    );
  }
  if (clock.metAt)
    return (
      <span className="numbers" style={{ fontSize: 12, color: 'var(--wp-bad)' }}>
        {t('clocks.missed')}
      </span>
    );
  const sign = signOf(
    { clock, status: clock.state === 'paused' ? 'pending' : ticket.status === 'pending' ? 'open' : ticket.status },
    now,
  );
  if (!sign) return <span className="meta">—</span>;
  return <Waymark sign={sign.state === 'calm' || sign.state === 'soon' ? { ...sign, text: sign.label } : sign} />;
}
