import type { VisitorConfig } from '#libs/contracts';
import type { Formats } from '../format.js';
import { t } from '../i18n.js';

/**
 * When an answer can be expected, as far as it is known: nothing is promised that was not measured. Every screen says
 * it by this.
 */
export function availabilityText({ replySeconds, availability }: VisitorConfig, formats: Formats): string {
  const time = replySeconds === null ? null : formats.span(replySeconds);
  if (availability && !availability.open) {
    return availability.until
      ? t('home.back', { day: formats.day(availability.until), time: formats.clockAndZone(availability.until) })
      : t('home.leave');
  }
  const until = availability?.until ? formats.clockAndZone(availability.until) : null;
  if (time && until) return t('home.repliesUntil', { time, until });
  if (time) return t('home.replies', { time });
  return until ? t('home.hereUntil', { until }) : t('home.leave');
}
