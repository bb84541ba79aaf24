import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { number, shortDate, weekdayDate } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { dayTicks, gridlines, runsOf, separated } from './chart-scale.js';
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
/** Room for the labels at both ends: their size in px does not follow the width of the chart. */
const frameOf = (width: number) => ({ start: width < 480 ? 48 : 62, end: width - 104 });
const series = [
  { key: 'p90', label: 'P90', className: 'line-p90' },
  { key: 'p50', label: 'P50', className: 'line-p50' },
] as const;

/** Median and ninth decile by day, the previous period dotted. Time runs from left to right in every language. */
export function DayChart({ title, days }: DayChartProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [figure, width] = useWidth<HTMLElement>(640);
  const { start, end } = frameOf(width);
  const highest = Math.max(60, ...days.flatMap((day) => [day.p90 ?? 0, day.previous.p90 ?? 0]));
  const lines = gridlines(highest);
  const topValue = lines.at(-1)!;
  const x = (index: number) => start + (days.length < 2 ? 0 : (index / (days.length - 1)) * (end - start));
  const y = (value: number) => bottom - (value / topValue) * (bottom - top);
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

/** Isolates the direction of a text within SVG, which has no bdi. */
const isolated = (words: string): string => `\u2068${words}\u2069`;

/** The width of an element in px, kept up to date; `initial` until it is measured. */
function useWidth<E extends HTMLElement>(initial: number): [RefObject<E | null>, number] {
  const element = useRef<E>(null);
  const [width, setWidth] = useState(initial);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry!.contentRect.width) || initial));
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, [initial]);
  return [element, width];
}
