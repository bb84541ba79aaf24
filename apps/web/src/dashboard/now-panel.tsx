import { useChannelNames } from '../api/channel-kinds.js';
import { ChannelGlyph } from '../frame/channel-glyph.js';
import { number } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import type { Now } from './report-query.js';
import { TicketsLink } from './tickets-link.js';

/** What stands open at this moment, by channel. */
export function NowPanel({ now }: { now: Now }) {
  const channelName = useChannelNames();
  return (
    <div className="table-scroll">
      <table className="report-table">
        <thead>
          <tr>
            <th>{t('report.channel')}</th>
            <th className="number">{t('report.backlog')}</th>
            <th className="number">{t('report.breached')}</th>
          </tr>
        </thead>
        <tbody>
          {now.channels.map(({ channelType, backlog, breached }) => (
            <tr key={channelType}>
              <th scope="row">
                <span className="row">
                  <ChannelGlyph type={channelType} isSilent />
                  {channelName(channelType)}
                </span>
              </th>
              <td className="number">
                <TicketsLink tickets={backlog.tickets} className="link">
                  {number(backlog.n)}
                </TicketsLink>
              </td>
              <td className="number">
                <TicketsLink tickets={breached.tickets} className={breached.n ? 'worse medium' : 'plain'}>
                  {number(breached.n)}
                </TicketsLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
