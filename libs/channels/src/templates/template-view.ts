import { type Template, templateVariables } from '#libs/contracts';
import type { ProviderTemplate } from '../template-values.js';

/** A stored template. */
export interface TemplateRow extends Omit<ProviderTemplate, 'externalId' | 'reason'> {
  id: string;
  reason: string | null;
}

export const isSendable = ({ status, content }: Pick<TemplateRow, 'status' | 'content'>): boolean =>
  status === 'approved' && !content.isForeign;

/** A template as agents see it. */
export function describeTemplate({ content, ...row }: TemplateRow): Template {
  const { header, body, footer, buttons, examples } = content;
  return {
    ...row,
    sendable: isSendable({ ...row, content }),
    header,
    body,
    footer,
    buttons,
    variables: templateVariables(content).map((variable) => ({
      ...variable,
      example: examples[`${variable.part}.${variable.name}`] ?? null,
    })),
  };
}
