import {
  type TemplateToSend,
  type TemplateVariable,
  missingValues,
  renderTemplate,
  templateValue,
  templateVariables,
} from '#libs/contracts';
import { Problem, type Tx, asId, firstRow } from '#libs/platform';
import type { OutboundTemplate } from '../template-values.js';
import { type TemplateRow, isSendable } from './template-view.js';
import { templateByName } from './templates.queries.js';

/** A template with its values. */
export interface PreparedTemplate {
  /** What its reader sees. */
  text: string;
  /** Its language, as a language tag. */
  locale: string;
  /** The ids of the uploads among its values. */
  attachmentIds: string[];
  template: OutboundTemplate;
}

/**
 * Fills in a template of a channel. Throws Problem `template-refused` when it may not be sent there, and
 * `missing-variable`, which names what has no value.
 */
export async function prepareTemplate(tx: Tx, channelId: string, asked: TemplateToSend): Promise<PreparedTemplate> {
  const { name, language, variables: values } = asked;
  const found = await firstRow<TemplateRow>(tx, templateByName, [channelId, name, language]);
  if (!found) throw new Problem('template-refused', 'The channel has no such template in this language');
  if (!isSendable(found)) throw new Problem('template-refused', whyNot(found));
  const { content } = found;
  refuseMissing(missingValues(content, values));
  const parameters = templateVariables(content).map((variable) => ({
    ...variable,
    value: templateValue(values, variable),
    ...(variable.part === 'buttons' && { button: content.buttons[Number(variable.name)]!.kind }),
  }));
  return {
    text: renderTemplate(content, values),
    locale: language.replaceAll('_', '-'),
    attachmentIds: filesOf(parameters),
    template: { name, language, parameters },
  };
}

const whyNot = ({ status, reason }: TemplateRow): string =>
  status === 'approved'
    ? 'The template has parts that cannot be sent from here'
    : `The template is not approved: ${status}${reason ? `, ${reason}` : ''}`;

function refuseMissing(missing: TemplateVariable[]): void {
  if (missing.length === 0) return;
  throw new Problem('missing-variable', {
    detail: missing.map(({ part, name }) => `${part} ${name}`).join(', '),
    errors: missing.map(({ part, name }) => ({
      path: `body.template.variables.${part}.${name}`,
      message: 'give a value',
    })),
  });
}

/** The ids among the values. Throws Problem `invalid-request` for what is none. */
const filesOf = (parameters: OutboundTemplate['parameters']): string[] =>
  parameters
    .filter(({ kind }) => kind !== 'text')
    .map(({ part, name, value }) => {
      const id = asId(value);
      if (id) return id;
      const path = `body.template.variables.${part}.${name}`;
      throw new Problem('invalid-request', { errors: [{ path, message: 'the id of an upload' }] });
    });
