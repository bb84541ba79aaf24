import type { ChannelContext, Finding } from '../../define-channel.js';
import { type ConnectedAccount, checkAccount, connectAccount } from '../../wire/meta/connect-account.js';
import { profileName } from '../../wire/meta/fetch-name.js';
import { type InstagramSettings, secretsOf } from './settings.js';

type Context = ChannelContext<InstagramSettings>;

/** The fields of an account's webhook that Waypost reads; docs/social.md says what becomes of each. */
export const accountFields = [
  'messages',
  'message_echoes',
  'message_edit',
  'message_reactions',
  'messaging_seen',
  'messaging_postbacks',
  'messaging_referral',
];

/** What a name is made of, the first that there is. */
export const nameFields = ['name', 'username'];

/** Subscribes the app to the account, so that it delivers here what is written to it, and checks it. */
export const connectInstagram = (context: Context): Promise<Finding> => connectAccount(context, accountOf(context));

/** Asks for the account's name, and to which fields the app is subscribed. */
export const checkInstagram = (context: Context): Promise<Finding> => checkAccount(context, accountOf(context));

const accountOf = ({ settings }: Context): ConnectedAccount => ({
  platform: 'Instagram',
  id: settings.accountId,
  token: settings.accessToken,
  secrets: secretsOf(settings),
  fields: accountFields,
  nameFields,
  nameOf: (profile) => profileName(profile, nameFields),
});
