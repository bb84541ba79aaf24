import { clockTime, weekdayDate } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';

const yearMs = 31_536_000_000;

/** That the time of free replies is over, since when, or that it has not begun: the customer has not written yet. */
export const windowOver = (end: string): string =>
  Date.parse(end) < yearMs
    ? t('template.not-written')
    : t('template.window-over', { date: weekdayDate(end), time: clockTime(end) });
