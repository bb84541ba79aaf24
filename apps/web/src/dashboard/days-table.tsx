import { number, weekdayDate } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { percent, shareKept, span } from './figures.js';
import type { ResponseTimes } from './report-query.js';
import { TicketsLink } from './tickets-link.js';

/** The chart as a table: for screen readers, and to reach the tickets of each day by keyboard. */
export function DaysTable({ days }: { days: ResponseTimes['firstResponse']['days'] }) {
  return (
    <details className="as-table">
      <summary>{t('report.as-table')}</summary>
      <div className="table-scroll">
        <table className="report-table">
          <thead>
            <tr>
              <th>{t('report.day')}</th>
              <th className="number">{t('report.tickets')}</th>
              <th className="number">P50</th>
              <th className="number">P90</th>
              <th className="number">{t('report.sla-kept')}</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.day}>
                <th scope="row">
                  <TicketsLink tickets={day.tickets} className="link">
                    {weekdayDate(`${day.day}T12:00`)}
                  </TicketsLink>
                </th>
                <td className="number">{number(day.n)}</td>
                <td className="number">{span(day.p50)}</td>
                <td className="number">{span(day.p90)}</td>
                <td className="number">{percent(shareKept(day.kept, day.late))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
