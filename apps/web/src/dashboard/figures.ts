import { duration, number } from '../i18n/format.js';
import { locale, t } from '../i18n/texts.js';
import type { Figures } from './report-query.js';

/** Formats a duration in seconds; a dash where nothing was measured. */
export function span(seconds: number | null): string {
  if (seconds === null) return '–';
  return seconds < 60 ? t('duration.seconds', { s: String(Math.round(seconds)) }) : duration(seconds * 1000);
}

export const percent = (share: number | null, digits = 1): string =>
  share === null
    ? '–'
    : new Intl.NumberFormat(`${locale()}-u-nu-latn`, {
        style: 'percent',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(share);

/** The share of kept targets among those that were kept or missed; null without any. */
export const shareKept = (kept: number, late: number): number | null =>
  kept + late === 0 ? null : kept / (kept + late);

export const keptOf = (figures: Figures): number | null => shareKept(figures.kept.n, figures.late.n);
export const keptBefore = ({ previous }: Figures): number | null => shareKept(previous.kept, previous.late);

/** The relative change of a value; null without anything to compare. */
export const change = (now: number | null, before: number | null): number | null =>
  now === null || before === null || before === 0 ? null : (now - before) / before;

/** Formats a relative change in whole per cent, with its sign. */
export function changeText(moved: number | null): string {
  if (moved === null) return '–';
  // Isolated, so that the sign stays before its number in a right-to-left line.
  return isUnchanged(moved)
    ? t('report.no-change')
    : `\u2066${moved > 0 ? '+' : '−'}${percent(Math.abs(moved), 0)}\u2069`;
}

/** Whether a relative change rounds to zero per cent. */
export const isUnchanged = (moved: number): boolean => Math.abs(moved) < 0.005;

/** The difference of two shares: a relative change of a share would mislead. */
export const shareChange = (now: number | null, before: number | null): number | null =>
  now === null || before === null ? null : now - before;

/** Formats the difference of two shares in percentage points, with one digit. */
export function points(distance: number): string {
  const n = Math.round(distance * 1000) / 10;
  return t('report.points', { n, value: number(n) });
}
