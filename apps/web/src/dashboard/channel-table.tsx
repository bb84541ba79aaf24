import { useChannelNames } from '../api/channel-kinds.js';
import { ChannelGlyph } from '../frame/channel-glyph.js';
import { number } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { change, changeText, isUnchanged, keptOf, percent, span } from './figures.js';
import type { Now, ResponseTimes } from './report-query.js';
import { TicketsLink } from './tickets-link.js';

type Channel = ResponseTimes['firstResponse']['channels'][number];

/**
 * A line for each channel: its tickets, median and ninth decile as a dot plot, the share of kept targets, and the
 * change.
 */
export function ChannelTable({ channels }: { channels: Channel[] }) {
  const longest = Math.max(1, ...channels.map((channel) => channel.p90 ?? 0));
  return (
    <div className="table-scroll">
      <table className="report-table">
        <thead>
          <tr>
            <th>{t('report.channel')}</th>
            <th className="number">{t('report.tickets')}</th>
            <th className="plot-head">{t('report.p50-to-p90', { most: span(longest) })}</th>
            <th className="number narrow">P50</th>
            <th className="number narrow">P90</th>
            <th className="number">{t('report.sla-kept')}</th>
            <th className="number">{t('report.p90-change')}</th>
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => (
            <ChannelLine key={channel.channelType} channel={channel} longest={longest} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ChannelLine({ channel, longest }: { channel: Channel; longest: number }) {
  const channelName = useChannelNames();
  const moved = change(channel.p90, channel.previous.p90);
  return (
    <tr>
      <th scope="row">
        <TicketsLink tickets={channel.tickets}>
          <span className="row">
            <ChannelGlyph type={channel.channelType} isSilent />
            {channelName(channel.channelType)}
          </span>
        </TicketsLink>
      </th>
      <td className="number">{number(channel.n)}</td>
      <td>
        <DotPlot p50={channel.p50} p90={channel.p90} longest={longest} />
      </td>
      <td className="number narrow">{span(channel.p50)}</td>
      <td className="number narrow">{span(channel.p90)}</td>
      <td className="number">
        <TicketsLink tickets={channel.late.tickets} label={t('report.late-label', { n: number(channel.late.n) })}>
          {percent(keptOf(channel))}
        </TicketsLink>
      </td>
      <td className={`number ${moved === null || isUnchanged(moved) ? '' : moved > 0 ? 'worse' : 'better'}`}>
        <bdi>{changeText(moved)}</bdi>
      </td>
    </tr>
  );
}

function DotPlot({ p50, p90, longest }: { p50: number | null; p90: number | null; longest: number }) {
  if (p50 === null || p90 === null) return null;
  const words = `P50 ${span(p50)}, P90 ${span(p90)}`;
  const at = (value: number) => 4 + (value / longest) * 112;
  return (
    <svg className="dot-plot" viewBox="0 0 120 16" role="img" aria-label={words}>
      <title>{words}</title>
      <line className="rail" x1={2} x2={118} y1={8} y2={8} />
      <line className="reach" x1={at(p50)} x2={at(p90)} y1={8} y2={8} />
      <circle className="half" cx={at(p50)} cy={8} r={4} />
      <circle className="most" cx={at(p90)} cy={8} r={3.5} />
    </svg>
  );
}

/** What is open now, by channel. */
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
