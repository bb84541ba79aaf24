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

/** The initial values of a policy's form. */
export const valueOf = (policy: SlaPolicy | undefined) => ({
  name: policy?.name ?? '',
  hoursId: policy?.hoursId ?? null,
  targets: policy?.targets ?? usual,
  position: String(policy?.position ?? 100),
  channelTypes: policy?.channelTypes ?? [],
  storeIds: policy?.storeIds ?? [],
  teamIds: policy?.teamIds ?? [],
});

/** A duration in seconds as the texts of two fields; both are empty for no target. */
export const toParts = (seconds: number | null): { hours: string; minutes: string } =>
  seconds === null
    ? { hours: '', minutes: '' }
    : { hours: String(Math.floor(seconds / hour)), minutes: String(Math.floor((seconds % hour) / 60)) };

export const toSeconds = ({ hours, minutes }: { hours: string; minutes: string }): number | null =>
  hours === '' && minutes === '' ? null : Number(hours) * hour + Number(minutes) * 60;

/** Errors of targets shorter than a minute or longer than ninety days. */
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
