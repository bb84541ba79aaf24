import type { SlaPolicy, SlaTargets } from '#libs/contracts';
import { t } from '../../i18n/texts.js';
import type { FieldErrors } from '../form/form-errors.js';

export const priorities = ['urgent', 'high', 'normal', 'low'] as const;
export const measures = ['firstResponseSeconds', 'resolutionSeconds'] as const;

const longest = 90 * 86_400;
const hour = 3600;
const usual: SlaTargets = {
  urgent: { firstResponseSeconds: hour, resolutionSeconds: 8 * hour },
  high: { firstResponseSeconds: 2 * hour, resolutionSeconds: 16 * hour },
  normal: { firstResponseSeconds: 4 * hour, resolutionSeconds: 32 * hour },
  low: { firstResponseSeconds: 8 * hour, resolutionSeconds: 56 * hour },
};

/** What stands in a policy's form at first. */
export const valueOf = (policy: SlaPolicy | undefined) => ({
  name: policy?.name ?? '',
  hoursId: policy?.hoursId ?? null,
  targets: policy?.targets ?? usual,
  position: String(policy?.position ?? 100),
  channelTypes: policy?.channelTypes ?? [],
  storeIds: policy?.storeIds ?? [],
  teamIds: policy?.teamIds ?? [],
});

/** Hours and minutes as two texts; both empty: no target. */
export const toParts = (seconds: number | null): { hours: string; minutes: string } =>
  seconds === null
    ? { hours: '', minutes: '' }
    : { hours: String(Math.floor(seconds / hour)), minutes: String(Math.floor((seconds % hour) / 60)) };

export const toSeconds = ({ hours, minutes }: { hours: string; minutes: string }): number | null =>
  hours === '' && minutes === '' ? null : Number(hours) * hour + Number(minutes) * 60;

/** Targets shorter than a minute or longer than ninety days. */
export function checkTargets(targets: SlaTargets): FieldErrors {
  const wrong = priorities.flatMap((priority) =>
    measures
      .filter((measure) => isWrong(targets[priority][measure]))
      .map((measure) => `targets.${priority}.${measure}`),
  );
  return Object.fromEntries(wrong.map((path) => [path, t('sla.target-range')]));
}

const isWrong = (seconds: number | null) =>
  seconds !== null && !(Number.isInteger(seconds) && seconds >= 60 && seconds <= longest);
