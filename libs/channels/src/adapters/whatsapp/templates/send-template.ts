import type { OutboundTemplate } from '../../../define-channel.js';

type Parameter = OutboundTemplate['parameters'][number];

/** A numbered variable is sent by its place, one with a name by its name. */
const typed = ({ name, value }: Parameter) => ({
  type: 'text',
  ...(!/^\d+$/.test(name) && { parameter_name: name }),
  text: value,
});

/**
 * The body of a template message; see
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/template-messages.
 * @param mediaId that of the uploaded file, where the header is one
 */
export function templateBody({ name, language, parameters }: OutboundTemplate, media?: { id: string; name: string }) {
  const of = (part: Parameter['part']) => parameters.filter((parameter) => parameter.part === part);
  const header = of('header').map((parameter) =>
    parameter.kind === 'text' ? typed(parameter) : fileOf(parameter, media),
  );
  const body = of('body').map(typed);
  const components = [
    ...(header.length ? [{ type: 'header', parameters: header }] : []),
    ...(body.length ? [{ type: 'body', parameters: body }] : []),
    ...of('buttons').map(buttonOf),
  ];
  return {
    type: 'template',
    template: { name, language: { code: language }, ...(components.length && { components }) },
  };
}

const fileOf = ({ kind }: Parameter, media?: { id: string; name: string }) => ({
  type: kind,
  [kind]: { id: media?.id, ...(kind === 'document' && { filename: media?.name }) },
});

const buttonOf = ({ name: index, button, value }: Parameter) =>
  button === 'code'
    ? { type: 'button', sub_type: 'copy_code', index, parameters: [{ type: 'coupon_code', coupon_code: value }] }
    : { type: 'button', sub_type: 'url', index, parameters: [{ type: 'text', text: value }] };
