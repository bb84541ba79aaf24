import { GraphApi, type GraphApiOptions } from '../../apps/playground/server/graph-api/index.js';
import type { Client } from './client.js';

export interface WhatsappChannel {
  id: string;
  graph: GraphApi;
}

const settings = {
  phoneNumberId: '106540352242922',
  accessToken: 'an access token',
  appSecret: 'an app secret',
  verifyToken: 'a verify token',
};

/**
 * A WhatsApp channel whose provider is a stand-in on this machine, and whose templates are read when it has some. Close
 * the stand-in in the end.
 */
export async function whatsappChannel(
  admin: Client,
  options: Partial<GraphApiOptions> = {},
  more: Record<string, unknown> = {},
): Promise<WhatsappChannel> {
  const graph = await new GraphApi({ ...settings, ...options }).listen();
  const { status, body } = await admin.post<{ id: string }>('/api/v1/channels', {
    type: 'whatsapp',
    name: 'WhatsApp',
    settings: {
      ...settings,
      apiBaseUrl: graph.baseUrl,
      ...(options.templates && { businessAccountId: graph.options.businessAccountId }),
    },
    ...more,
  });
  if (status !== 201) throw new Error(`The channel was not made: ${JSON.stringify(body)}`);
  graph.reportTo(`${admin.url}/hooks/whatsapp/${body.id}`);
  return { id: body.id, graph };
}
