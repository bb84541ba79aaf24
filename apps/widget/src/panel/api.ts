import { type Answer, type Operation, type RequestInput, routes } from './routes.js';
import { request } from './server.js';

/** Calls one operation of the visitor's; what goes in and comes out is typed by its contract. */
export async function call<N extends Operation>(
  name: N,
  input: RequestInput<N>,
  token: string | null = null,
): Promise<Answer<N>> {
  const { params, query, body } = input as { params?: Values; query?: Values; body?: unknown };
  const [method, path] = routes[name].split(' ') as [string, string];
  return request<Answer<N>>(method, path, { token, params, query, body });
}

type Values = Record<string, unknown>;

/** The one operation whose body is bytes: of them a contract says nothing. */
export function upload(token: string, name: string, file: Blob): Promise<Answer<'uploadVisitorAttachment'>> {
  const [method, path] = routes.uploadVisitorAttachment.split(' ') as [string, string];
  return request(method, path, {
    token,
    body: file,
    headers: {
      'x-file-name': encodeURIComponent(name),
      'content-type': 'application/octet-stream',
      'x-file-type': file.type,
    },
  });
}
