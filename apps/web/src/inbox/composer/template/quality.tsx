import type { Template } from '#libs/contracts';
import { t } from '../../../i18n/texts.js';

/** How its readers take a template: a mark with a word, so that no colour says it alone. */
export function Quality({ quality }: Pick<Template, 'quality'>) {
  return (
    <span className="quality">
      <i className={quality} aria-hidden />
      {t(`template.quality.${quality}`)}
    </span>
  );
}

/** Why a template cannot be chosen. */
export const whyNotSendable = ({ status }: Pick<Template, 'status'>): string =>
  status === 'approved' ? t('template.unsupported') : t(`template.status.${status}`);
