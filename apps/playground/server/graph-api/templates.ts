import type { ServerResponse } from 'node:http';
import { send } from '../stand-in/index.js';

/** A template as the API of the account gives it. */
export interface GraphTemplate {
  id: string;
  name: string;
  language: string;
  status: string;
  category: string;
  quality_score?: { score: string };
  rejected_reason?: string;
  components: GraphComponent[];
}
interface GraphComponent {
  type: string;
  format?: string;
  text?: string;
  buttons?: { type: string; text: string; url?: string; phone_number?: string; example?: string[] }[];
  example?: object;
}
interface Parameter {
  type?: unknown;
  text?: unknown;
  parameter_name?: unknown;
  [media: string]: unknown;
}
interface SentComponent {
  type?: unknown;
  index?: unknown;
  parameters?: Parameter[];
}
interface SentTemplate {
  name?: unknown;
  language?: { code?: unknown };
  components?: SentComponent[];
}

/** `GET /{account}/message_templates`: a page by cursors, which are places in the list. */
export function listTemplates(templates: GraphTemplate[], query: URLSearchParams, response: ServerResponse): void {
  const limit = Math.min(Number(query.get('limit') ?? 25), 100);
  const after = query.get('after');
  const start = after === null ? 0 : Number(Buffer.from(after, 'base64').toString()) + 1;
  const data = templates.slice(start, start + limit);
  const cursor = (at: number) => Buffer.from(String(at)).toString('base64');
  const cursors = { before: cursor(start), after: cursor(start + data.length - 1) };
  const hasMore = start + data.length < templates.length;
  send(response, 200, {
    data,
    ...(data.length && { paging: { cursors, ...(hasMore && { next: 'https://graph.facebook.com/next-page' }) } }),
  });
}

const marker = /\{\{(\w+)\}\}/g;
const namesIn = (text = '') => [...new Set([...text.matchAll(marker)].map(([, name]) => name!))];

/** What the API objects to in a template message; undefined when it is as it was approved. */
export function whyTemplateInvalid(templates: GraphTemplate[], said: unknown, hasFile: (id: unknown) => boolean) {
  const sent = (said ?? {}) as SentTemplate;
  const found = templates.find(({ name, language }) => name === sent.name && language === sent.language?.code);
  if (found?.status === 'PAUSED') return refusal(132015, 'Template is paused', `${found.name} is paused`);
  if (found?.status === 'DISABLED') return refusal(132016, 'Template is disabled', `${found.name} is disabled`);
  if (!found || found.status !== 'APPROVED')
    return refusal(
      132001,
      'Template name does not exist in the translation',
      `template name (${String(sent.name)}) does not exist in ${String(sent.language?.code)}`,
    );
  for (const component of found.components) {
    const objection = whyComponentInvalid(component, sent.components ?? [], hasFile);
    if (objection) return objection;
  }
  return undefined;
}

function whyComponentInvalid(component: GraphComponent, sent: SentComponent[], hasFile: (id: unknown) => boolean) {
  const given = sent.find(({ type }) => String(type).toUpperCase() === component.type)?.parameters ?? [];
  if (component.type === 'BUTTONS') return whyButtonsInvalid(component, sent);
  if (component.type === 'HEADER' && component.format !== 'TEXT') {
    const kind = String(component.format).toLowerCase();
    return hasFile((given[0]?.[kind] as { id?: unknown })?.id)
      ? undefined
      : refusal(132012, 'Parameter format does not match format in the created template', `header: ${kind} expected`);
  }
  const names = namesIn(component.text);
  const isNamed = names.some((name) => !/^\d+$/.test(name));
  const fits = (parameter: Parameter) =>
    typeof parameter.text === 'string' &&
    parameter.text !== '' &&
    !/[\n\t]| {5}/.test(parameter.text) &&
    (!isNamed || names.includes(String(parameter.parameter_name)));
  if (given.length !== names.length)
    return refusal(
      132000,
      'Number of parameters does not match the expected number of params',
      `${component.type.toLowerCase()}: number of localizable_params (${given.length}) does not match the expected number of params (${names.length})`,
    );
  return given.every(fits)
    ? undefined
    : refusal(132012, 'Parameter format does not match format in the created template');
}

function whyButtonsInvalid({ buttons = [] }: GraphComponent, sent: SentComponent[]) {
  for (const [index, { url }] of buttons.entries()) {
    if (namesIn(url).length === 0) continue;
    const given = sent.find(({ type, index: at }) => type === 'button' && Number(at) === index)?.parameters ?? [];
    if (given.length !== 1 || typeof given[0]?.text !== 'string')
      return refusal(132000, 'Number of parameters does not match the expected number of params', `button ${index}`);
  }
  return undefined;
}

const refusal = (code: number, message: string, details?: string) => ({ code, message, ...(details && { details }) });

/** A template message as the phone shows it. */
export function textOfTemplate(templates: GraphTemplate[], said: unknown): string {
  const sent = (said ?? {}) as SentTemplate;
  const found = templates.find(({ name, language }) => name === sent.name && language === sent.language?.code);
  const texts = (found?.components ?? []).map(({ type, text = '', buttons = [] }) => {
    const given = sent.components?.find((each) => String(each.type).toUpperCase() === type)?.parameters ?? [];
    const names = namesIn(text);
    const valueOf = (name: string) => given.find((each) => each.parameter_name === name) ?? given[names.indexOf(name)];
    const filled = text.replace(marker, (_, name: string) => String(valueOf(name)?.text ?? ''));
    return [filled, ...buttons.map((button) => `[${button.text}]`)].filter(Boolean).join('\n');
  });
  return texts.filter(Boolean).join('\n\n');
}
