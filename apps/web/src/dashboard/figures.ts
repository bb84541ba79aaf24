import { duration, number } from '../i18n/format.js';
import { locale, t } from '../i18n/texts.js';
import type { Figures } from './report-query.js';

/** A span of seconds for people; a dash where nothing was measured. */
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

/** Of the tickets whose target is decided, the share that was kept. */
export const shareKept = (kept: number, late: number): number | null =>
  kept + late === 0 ? null : kept / (kept + late);

export const keptOf = (figures: Figures): number | null => shareKept(figures.kept.n, figures.late.n);
export const keptBefore = ({ previous }: Figures): number | null => shareKept(previous.kept, previous.late);

/** How much a value moved, as a share of what it was; null where there is nothing to compare. */
export const change = (now: number | null, before: number | null): number | null =>
  now === null || before === null || before === 0 ? null : (now - before) / before;

/** A change in whole per cent, with its direction; too small a one is none. */
export function changeText(moved: number | null): string {
  if (moved === null) return '–';
  // Signs stand before their numbers in a right-to-left line too.
  return isSame(moved) ? t('report.no-change') : `\u2066${moved > 0 ? '+' : '−'}${percent(Math.abs(moved), 0)}\u2069`;
}

/** Whether a change rounds to none. */
export const isSame = (moved: number): boolean => Math.abs(moved) < 0.005;

/** How far one share is from another: of a share, a share would mislead. */
export const shareChange = (now: number | null, before: number | null): number | null =>
  now === null || before === null ? null : now - before;

/** The distance of two shares in percentage points, with one digit. */
export function points(distance: number): string {
  const n = Math.round(distance * 1000) / 10;
  return t('report.points', { n, value: number(n) });
}
