import { PageApi, type PageApiOptions } from '../../apps/playground/server/page-api/index.js';
import type { Client } from './client.js';

export interface InstagramChannel {
  id: string;
  account: PageApi;
}

const settings = {
  accountId: '17841405822304914',
  accessToken: 'an account token',
  appSecret: 'an app secret',
  verifyToken: 'a verify token',
};

/** An Instagram channel whose provider is a stand-in on this machine. Close the stand-in in the end. */
export async function instagramChannel(
  admin: Client,
  options: Partial<PageApiOptions> = {},
): Promise<InstagramChannel> {
  const { accountId: pageId, accessToken: pageAccessToken, appSecret } = settings;
  const account = await new PageApi({
    platform: 'instagram',
    pageId,
    pageAccessToken,
    appSecret,
    ...options,
  }).listen();
  const { status, body } = await admin.post<{ id: string }>('/api/v1/channels', {
    type: 'instagram',
    name: 'Our account',
    settings: { ...settings, apiBaseUrl: account.baseUrl },
  });
  if (status !== 201) throw new Error(`The channel was not made: ${JSON.stringify(body)}`);
  account.reportTo(`${admin.url}/hooks/instagram/${body.id}`);
  return { id: body.id, account };
}
