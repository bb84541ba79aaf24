import { type TemplateText, templateVariables } from '#libs/contracts';
import type { ProviderTemplate, TemplateContent } from '../../../define-channel.js';
import { field, identifier, line, list, text } from '../../../wire/fields.js';
import { templateCategoryOf, templateQualityOf, templateStatusOf } from './template-states.js';

type Button = TemplateText['buttons'][number];

/** A template of the account; undefined when it is not understood, or about to be deleted. */
export function readTemplate(said: unknown): ProviderTemplate | undefined {
  const externalId = identifier(field(said, 'id'), 60);
  const name = identifier(field(said, 'name'), 512);
  const language = identifier(field(said, 'language'), 35);
  // A status of later versions: whether it may be sent is not known.
  const status = templateStatusOf(field(said, 'status')) ?? 'disabled';
  if (!externalId || !name || !language || status === 'deleted') return undefined;
  const reason = line(field(said, 'rejected_reason'), 500);
  const category = templateCategoryOf(field(said, 'category'));
  return {
    externalId,
    name,
    language,
    category,
    status,
    quality: templateQualityOf(field(said, 'quality_score', 'score')),
    ...(status !== 'approved' && reason && reason !== 'NONE' && { reason }),
    // Codes to sign in are made and checked by the shop's own system.
    content: {
      ...contentOf(list(field(said, 'components'))),
      ...(category === 'authentication' && { isForeign: true }),
    },
  };
}

/** Components that hold what is read here; all others make a template one that cannot be sent from here. */
const known = new Set<unknown>(['HEADER', 'BODY', 'FOOTER', 'BUTTONS']);
const formats = new Map<unknown, NonNullable<TemplateText['header']>['format']>([
  ['TEXT', 'text'],
  ['IMAGE', 'image'],
  ['VIDEO', 'video'],
  ['DOCUMENT', 'document'],
]);
const kinds = new Map<unknown, Button['kind']>([
  ['URL', 'url'],
  ['QUICK_REPLY', 'reply'],
  ['PHONE_NUMBER', 'phone'],
  ['COPY_CODE', 'code'],
]);

function contentOf(components: unknown[]): TemplateContent {
  const of = (type: string) => components.find((each) => field(each, 'type') === type);
  const [header, body, footer] = [of('HEADER'), of('BODY'), of('FOOTER')];
  const said = list(field(of('BUTTONS'), 'buttons')).slice(0, 10);
  const format = formats.get(field(header, 'format'));
  const content: TemplateText = {
    header: header && format ? { format, text: text(field(header, 'text'), 1_000) ?? null } : null,
    body: text(field(body, 'text'), 5_000) ?? '',
    footer: text(field(footer, 'text'), 1_000) ?? null,
    buttons: said.map(buttonOf),
  };
  const isForeign =
    !content.body ||
    (header !== undefined && !format) ||
    components.some((each) => !known.has(field(each, 'type'))) ||
    said.some((button) => !kinds.has(field(button, 'type')));
  return { ...content, examples: examplesOf(content, { header, body, said }), ...(isForeign && { isForeign }) };
}

function buttonOf(button: unknown): Button {
  const kind = kinds.get(field(button, 'type')) ?? 'reply';
  const value = kind === 'url' ? field(button, 'url') : kind === 'phone' ? field(button, 'phone_number') : undefined;
  return { kind, text: line(field(button, 'text')) ?? '', value: line(value, 2_000) ?? null };
}

interface Said {
  header: unknown;
  body: unknown;
  said: unknown[];
}

/** What the author gave for each variable: by name, or in the order of the numbers. */
function examplesOf(content: TemplateText, { header, body, said }: Said): Record<string, string> {
  const examples: Record<string, string> = {};
  for (const { part, name, kind } of templateVariables(content)) {
    if (kind !== 'text') continue;
    const given =
      part === 'buttons'
        ? exampleOfButton(said[Number(name)])
        : (namedExample(part === 'header' ? header : body, part, name) ??
          (part === 'header'
            ? list(field(header, 'example', 'header_text'))[Number(name) - 1]
            : list(list(field(body, 'example', 'body_text'))[0])[Number(name) - 1]));
    const example = line(given, 300);
    if (example) examples[`${part}.${name}`] = example;
  }
  return examples;
}

function namedExample(component: unknown, part: 'header' | 'body', name: string): unknown {
  const named = list(field(component, 'example', `${part}_text_named_params`));
  return field(
    named.find((each) => field(each, 'param_name') === name),
    'example',
  );
}

/** Of a link it is the whole address, of a code the code. */
function exampleOfButton(button: unknown): unknown {
  const example = field(button, 'example');
  return Array.isArray(example) ? example[0] : example;
}
