import { useState } from 'react';
import { number, shortDate, weekdayDate } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { useWidth } from '../lib/use-width.js';
import { gridlines, runsOf } from './chart-scale.js';
import { span } from './figures.js';
import type { ResponseTimes } from './report-query.js';
import { TicketsLink } from './tickets-link.js';

type Day = ResponseTimes['firstResponse']['days'][number];
interface DayChartProps {
  title: string;
  days: Day[];
}

const height = 252;
const top = 12;
const bottom = 222;
/** Room for the words at both ends, whose size is the same however wide the drawing is. */
const frameOf = (width: number) => ({ start: width < 480 ? 48 : 62, end: width - 104 });
const series = [
  { key: 'p90', label: 'P90', className: 'line-p90' },
  { key: 'p50', label: 'P50', className: 'line-p50' },
] as const;

/** Median and ninth decile by day, the period before dotted. Time runs from left to right in every language. */
export function DayChart({ title, days }: DayChartProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [figure, width] = useWidth<HTMLElement>(640);
  const { start, end } = frameOf(width);
  const highest = Math.max(60, ...days.flatMap((day) => [day.p90 ?? 0, day.previous.p90 ?? 0]));
  const lines = gridlines(highest);
  const most = lines.at(-1)!;
  const x = (index: number) => start + (days.length < 2 ? 0 : (index / (days.length - 1)) * (end - start));
  const y = (value: number) => bottom - (value / most) * (bottom - top);
  const path = (values: (number | null)[]) =>
    runsOf(values)
      .map(
        (run) =>
          run.map(({ index, value }, at) => `${at ? 'L' : 'M'}${x(index).toFixed(1)},${y(value).toFixed(1)}`).join('') +
          (run.length === 1 ? 'h.01' : ''),
      )
      .join('');
  const last = (key: 'p50' | 'p90') => days.findLast((day) => day[key] !== null)?.[key] ?? null;
  const labels = separated(series.map(({ key }) => ({ key, value: last(key), y: y(last(key) ?? 0) })));
  return (
    <figure ref={figure} className="chart" dir="ltr">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title} onPointerLeave={() => setChosen(null)}>
        {lines.map((line) => (
          <g key={line}>
            <line className="grid" x1={start} x2={end} y1={y(line)} y2={y(line)} />
            <text className="axis" x={start - 8} y={y(line) + 4} textAnchor="end">
              {line === 0 ? '0' : span(line)}
            </text>
          </g>
        ))}
        {dayTicks(days.length, Math.min(5, Math.max(3, Math.floor((end - start) / 80)))).map((index) => (
          <text key={index} className="axis" x={x(index)} y={height - 10} textAnchor={index === 0 ? 'start' : 'middle'}>
            {shortDate(`${days[index]!.day}T12:00`)}
          </text>
        ))}
        {series.map(({ key, className }) => (
          <path key={key} className={`${className} before`} d={path(days.map((day) => day.previous[key]))} />
        ))}
        {series.map(({ key, className }) => (
          <path key={key} className={className} d={path(days.map((day) => day[key]))} />
        ))}
        {labels.map(
          ({ key, value, y: at }) =>
            value !== null && (
              <text key={key} className={`label-${key}`} x={end + 8} y={at + 4}>
                {key.toUpperCase()} {isolated(span(value))}
              </text>
            ),
        )}
        {chosen !== null && days[chosen] && (
          <line className="pointer" x1={x(chosen)} x2={x(chosen)} y1={top} y2={bottom} />
        )}
        {chosen !== null &&
          series.map(
            ({ key, className }) =>
              days[chosen]?.[key] != null && (
                <circle key={key} className={className} cx={x(chosen)} cy={y(days[chosen]![key]!)} r={4} />
              ),
          )}
        {days.map((day, index) => (
          <rect
            key={day.day}
            className="catch"
            x={x(index) - (end - start) / days.length / 2}
            width={(end - start) / days.length}
            y={0}
            height={height}
            onPointerEnter={() => setChosen(index)}
          />
        ))}
      </svg>
      {chosen !== null && days[chosen] && <DayTip day={days[chosen]} left={(x(chosen) / width) * 100} />}
    </figure>
  );
}

function DayTip({ day, left }: { day: Day; left: number }) {
  return (
    <div className="chart-tip" style={left > 55 ? { right: `${100 - left + 2}%` } : { left: `${left + 2}%` }}>
      <p className="bold">{weekdayDate(`${day.day}T12:00`)}</p>
      {series.toReversed().map(({ key, label }) => (
        <p key={key} className="row numbers">
          <span className={`swatch ${key}`} aria-hidden />
          {label}
          <b className="grow" style={{ textAlign: 'end' }}>
            {span(day[key])}
          </b>
          <span className="meta">{t('report.was', { value: span(day.previous[key]) })}</span>
        </p>
      ))}
      <TicketsLink tickets={day.tickets} className="link">
        {t('report.open-tickets', { n: number(day.n) })}
      </TicketsLink>
    </div>
  );
}

/** Keeps the order of its own words beside others of the other direction; a drawing knows no bdi. */
const isolated = (words: string): string => `\u2068${words}\u2069`;

/** The few days that get a date. */
const dayTicks = (count: number, most: number): number[] =>
  Array.from({ length: Math.min(most, count) }, (_, index) =>
    Math.round((index * (count - 1)) / Math.max(1, Math.min(most, count) - 1)),
  );

/** Labels at the lines' ends, moved apart where they would touch. */
function separated<T extends { y: number }>(labels: T[]): T[] {
  const [upper, lower] = labels as [T, T];
  return Math.abs(upper.y - lower.y) >= 15 ? labels : [{ ...upper, y: Math.min(upper.y, lower.y - 15) }, lower];
}
