import type { ChannelContext, Finding } from '../../define-channel.js';
import { field, line } from '../../wire/fields.js';
import { type ConnectedAccount, checkAccount, connectAccount } from '../../wire/meta/connect-account.js';
import { type MessengerSettings, secretsOf } from './settings.js';

type Context = ChannelContext<MessengerSettings>;

/** The fields of a page's webhook that Waypost reads; docs/social.md says what becomes of each. */
export const pageFields = [
  'messages',
  'message_echoes',
  'message_edits',
  'message_reactions',
  'message_deliveries',
  'message_reads',
  'messaging_postbacks',
  'messaging_referrals',
];

/** Subscribes the app to the page, so that it delivers here what is written to the page, and checks it. */
export const connectPage = (context: Context): Promise<Finding> => connectAccount(context, pageOf(context));

/** Asks for the page's name, and to which fields the app is subscribed. */
export const checkPage = (context: Context): Promise<Finding> => checkAccount(context, pageOf(context));

const pageOf = ({ settings }: Context): ConnectedAccount => ({
  platform: 'Messenger',
  id: settings.pageId,
  token: settings.pageAccessToken,
  secrets: secretsOf(settings),
  fields: pageFields,
  nameFields: ['name'],
  nameOf: (page) => line(field(page, 'name')),
});
