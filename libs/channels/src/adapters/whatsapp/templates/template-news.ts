import type { TemplateNews } from '../../../define-channel.js';
import { field, identifier, line } from '../../../wire/fields.js';
import { templateQualityOf, templateStatusOf } from './template-states.js';

/** What a webhook about a template changes of it. Undefined where it changes nothing that is kept. */
export function newsOf(subject: unknown, value: unknown): Omit<TemplateNews, 'at'> | undefined {
  const externalId = identifier(field(value, 'message_template_id'), 60);
  if (!externalId) return undefined;
  if (subject === 'message_template_quality_update')
    return { kind: 'template', externalId, quality: templateQualityOf(field(value, 'new_quality_score')) };
  const status = subject === 'message_template_status_update' && templateStatusOf(field(value, 'event'));
  if (!status) return undefined;
  const why = line(field(value, 'rejection_info', 'reason'), 500) ?? line(field(value, 'reason'), 200);
  const reason = status === 'approved' || why === 'NONE' ? undefined : why;
  return { kind: 'template', externalId, status, ...(reason && { reason }) };
}
