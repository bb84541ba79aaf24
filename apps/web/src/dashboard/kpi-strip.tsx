import { ArrowDown, ArrowUp } from 'lucide-react';
import { joined, number } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { change, isUnchanged, keptBefore, keptOf, percent, points, shareChange, span } from './figures.js';
import type { Now, ResponseTimes } from './report-query.js';
import { TicketsLink } from './tickets-link.js';

interface KpiProps {
  title: string;
  definition: string;
  value: string;
  tickets: Parameters<typeof TicketsLink>[0]['tickets'];
  children: React.ReactNode;
}

function Kpi({ title, definition, value, tickets, children }: KpiProps) {
  return (
    <li className="kpi" title={definition}>
      <TicketsLink tickets={tickets}>
        <span className="second">{title}</span>
        <span className="kpi-value numbers">{value}</span>
      </TicketsLink>
      {children}
    </li>
  );
}

/** The figures that a manager reads first. Each links to its tickets. */
export function KpiStrip({
  times: { firstResponse, resolution },
  now,
}: {
  times: ResponseTimes;
  now: Now | undefined;
}) {
  const first = firstResponse.total;
  const resolved = resolution.total;
  return (
    <ul className="kpis">
      <Kpi
        title={t('report.first-p50')}
        definition={t('report.first-definition')}
        value={span(first.p50)}
        tickets={first.tickets}
      >
        <Delta value={change(first.p50, first.previous.p50)} was={span(first.previous.p50)} good="down" />
      </Kpi>
      <Kpi
        title={t('report.first-p90')}
        definition={t('report.first-definition')}
        value={span(first.p90)}
        tickets={first.tickets}
      >
        <Delta value={change(first.p90, first.previous.p90)} was={span(first.previous.p90)} good="down" />
      </Kpi>
      <Kpi
        title={t('report.sla-kept')}
        definition={t('report.kept-definition')}
        value={percent(keptOf(first))}
        tickets={first.late.tickets}
      >
        <Delta
          value={shareChange(keptOf(first), keptBefore(first))}
          isShare
          was={percent(keptBefore(first))}
          good="up"
        />
      </Kpi>
      <Kpi
        title={t('report.resolution-p50')}
        definition={t('report.resolution-definition')}
        value={span(resolved.p50)}
        tickets={resolved.tickets}
      >
        <Delta value={change(resolved.p50, resolved.previous.p50)} was={span(resolved.previous.p50)} good="down" />
      </Kpi>
      <Kpi
        title={t('report.breached-now')}
        definition={t('report.now-definition')}
        value={now ? number(now.breached.n) : '–'}
        tickets={now?.breached.tickets ?? { sla: 'breached' }}
      >
        <p className="meta delta">
          {now ? (
            <TicketsLink tickets={now.open.tickets} className="link">
              {t('report.open-now', { n: number(now.open.n) })}
            </TicketsLink>
          ) : null}
        </p>
      </Kpi>
    </ul>
  );
}

interface DeltaProps {
  /** The change: relative for a time, in points for a share; null without anything to compare. */
  value: number | null;
  isShare?: boolean;
  /** The previous value, formatted. */
  was: string;
  /** Which direction is an improvement. */
  good: 'up' | 'down';
}

/** Compares with the previous period. The direction is shown by both colour and arrow. */
function Delta({ value, isShare = false, was, good }: DeltaProps) {
  if (value === null) return <p className="meta delta">{t('report.nothing-before')}</p>;
  const isUp = value > 0;
  const isStill = isShare ? Math.abs(value) < 0.0005 : isUnchanged(value);
  if (isStill) return <p className="meta delta">{joined([t('report.no-change'), t('report.was', { value: was })])}</p>;
  const tone = isUp === (good === 'up') ? 'better' : 'worse';
  const Arrow = isUp ? ArrowUp : ArrowDown;
  return (
    <p className="meta delta">
      <span className={`row ${tone}`} style={{ gap: 2 }}>
        <Arrow className="icon tiny" aria-hidden />
        <span className="medium">{isShare ? points(Math.abs(value)) : percent(Math.abs(value), 0)}</span>
      </span>
      {t('report.was', { value: was })}
    </p>
  );
}
