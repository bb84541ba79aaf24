import { contextOf, recordedSettings } from '../../../../../../test/support/adapter-contract/recorded.js';
import { type Exchange, standInFetch } from '../../../../../../test/support/adapter-contract/stand-in-fetch.js';
import { WhatsappSettings } from '../settings.js';
import { whatsapp } from '../index.js';
import { listTemplates } from './list-templates.js';

const settings = WhatsappSettings.parse({ ...recordedSettings(whatsapp), businessAccountId: '102290129340398' });
const fields = 'id%2Cname%2Clanguage%2Cstatus%2Ccategory%2Cquality_score%2Crejected_reason%2Ccomponents';
const url = `${settings.apiBaseUrl}/102290129340398/message_templates?fields=${fields}&limit=100`;
const list = async (exchanges: Exchange[], changed: Partial<WhatsappSettings> = {}) => {
  const { fetch, left } = standInFetch(exchanges);
  const found = await listTemplates({
    ...contextOf({}, fetch),
    settings: { ...settings, ...changed },
  } as Parameters<typeof listTemplates>[0]);
  expect(left()).toBe(0);
  return found;
};
const page = (data: unknown[], after?: string): Exchange['answer'] => ({
  status: 200,
  body: {
    data,
    paging: {
      cursors: { before: 'b', after: after ?? 'last' },
      ...(after && { next: `https://graph.facebook.com/x?access_token=${settings.accessToken}` }),
    },
  },
});
/** As on https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management. */
const documented = {
  name: 'reservation_confirmation',
  parameter_format: 'NAMED',
  components: [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://scontent.whatsapp.net/v/t61'] } },
    {
      type: 'BODY',
      text: "*You're all set!*\n\nYour reservation for {{number_of_guests}} on {{day}} is confirmed.",
      example: {
        body_text_named_params: [
          { param_name: 'number_of_guests', example: '4' },
          { param_name: 'day', example: 'Saturday' },
        ],
      },
    },
    { type: 'FOOTER', text: 'Lucky Shrub Eatery' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'URL', text: 'Change reservation', url: 'https://www.luckyshrubeater.com/reservations' },
        { type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+15550051310' },
        { type: 'QUICK_REPLY', text: 'Cancel reservation' },
      ],
    },
  ],
  language: 'en_US',
  status: 'APPROVED',
  category: 'UTILITY',
  quality_score: { score: 'YELLOW', date: 1756000000 },
  id: '1387372356726668',
};

test('reads a template as it is documented', async () => {
  expect(await list([{ request: { url }, answer: page([documented]) }])).toEqual({
    templates: [
      {
        externalId: '1387372356726668',
        name: 'reservation_confirmation',
        language: 'en_US',
        category: 'utility',
        status: 'approved',
        quality: 'medium',
        content: {
          header: { format: 'image', text: null },
          body: "*You're all set!*\n\nYour reservation for {{number_of_guests}} on {{day}} is confirmed.",
          footer: 'Lucky Shrub Eatery',
          buttons: [
            { kind: 'url', text: 'Change reservation', value: 'https://www.luckyshrubeater.com/reservations' },
            { kind: 'phone', text: 'Call us', value: '+15550051310' },
            { kind: 'reply', text: 'Cancel reservation', value: null },
          ],
          examples: { 'body.number_of_guests': '4', 'body.day': 'Saturday' },
        },
      },
    ],
  });
});

test('follows the cursors, and never the address of the next page, which holds the token', async () => {
  const found = await list([
    { request: { url }, answer: page([documented], 'c1') },
    { request: { url: `${url}&after=c1` }, answer: page([{ ...documented, language: 'ar' }]) },
  ]);
  expect(found).toMatchObject({ templates: [{ language: 'en_US' }, { language: 'ar' }] });
});

test('keeps what it does not know as a template that cannot be sent, and leaves out what is no template', async () => {
  const only = (components: unknown[]) => ({ ...documented, name: 'odd', components });
  const body = { type: 'BODY', text: 'Hello' };
  const odd = [
    [{ type: 'CAROUSEL', cards: [] }, body],
    [body, { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Begin' }] }],
    [{ type: 'HEADER', format: 'LOCATION' }, body],
    [],
  ];
  for (const components of odd)
    expect(await list([{ answer: page([only(components)]) }])).toMatchObject({
      templates: [{ content: { isForeign: true } }],
    });
  expect(await list([{ answer: page([{ ...documented, category: 'AUTHENTICATION' }]) }])).toMatchObject({
    templates: [{ category: 'authentication', content: { isForeign: true } }],
  });
  const statusOfLater = { ...documented, status: 'ON_HOLD', rejected_reason: 'NONE' };
  expect(await list([{ answer: page([statusOfLater, null, { name: 'x' }, 7]) }])).toMatchObject({
    templates: [{ status: 'disabled' }],
  });
});

test.each([
  ['the provider’s words', { answer: { status: 400, body: { error: { message: 'Missing Permission', code: 200 } } } }],
  ['a gateway’s failure', { answer: { status: 502, rawBody: '<html>' } }],
  ['a foreign answer', { answer: { status: 200, body: { data: 'none' } } }],
  ['no answer', { failure: { written: true } }],
  ['an address that is not allowed', { failure: { written: false, refused: true } }],
  [
    'an error that echoes the token',
    { answer: { status: 401, body: { error: { message: settings.accessToken, code: 190 } } } },
  ],
] as [string, Exchange][])('says why they could not be read: %s', async (_what, exchange) => {
  const found = await list([exchange]);
  expect(found).toEqual({ failure: expect.any(String) });
  expect(JSON.stringify(found)).not.toContain(settings.accessToken);
});

test('asks nothing where no account is set', async () => {
  expect(await list([], { businessAccountId: undefined })).toBeNull();
});
