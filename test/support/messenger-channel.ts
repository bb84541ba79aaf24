import { PageApi, type PageApiOptions } from '../../apps/playground/server/page-api/index.js';
import type { Client } from './client.js';

export interface MessengerChannel {
  id: string;
  page: PageApi;
}

const settings = {
  pageId: '1906385232743451',
  pageAccessToken: 'a page token',
  appSecret: 'an app secret',
  verifyToken: 'a verify token',
};

/** A Messenger channel whose provider is a stand-in on this machine. Close the stand-in in the end. */
export async function messengerChannel(
  admin: Client,
  options: Partial<PageApiOptions> = {},
  more: Record<string, unknown> = {},
): Promise<MessengerChannel> {
  const page = await new PageApi({ ...settings, ...options }).listen();
  const { status, body } = await admin.post<{ id: string }>('/api/v1/channels', {
    type: 'messenger',
    name: 'Our page',
    settings: { ...settings, apiBaseUrl: page.baseUrl },
    ...more,
  });
  if (status !== 201) throw new Error(`The channel was not made: ${JSON.stringify(body)}`);
  page.reportTo(`${admin.url}/hooks/messenger/${body.id}`);
  return { id: body.id, page };
}
