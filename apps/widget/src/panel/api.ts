import type { EndpointDefinition, RequestOf, ResponseOf } from '#libs/contracts';
import { request } from './server.js';

/** The contracts, as types alone: their schemas stay on the server and weigh nothing here. */
type Contracts = typeof import('#libs/contracts');
type EndpointName = { [K in keyof Contracts]: Contracts[K] extends EndpointDefinition ? K : never }[keyof Contracts];
type Endpoint<N extends EndpointName> = Contracts[N] extends EndpointDefinition ? Contracts[N] : never;
type Route<N extends EndpointName> = `${Endpoint<N>['method']} ${Endpoint<N>['path']}`;

/** Method and path of each operation of the visitor's. The compiler holds every line against the contract. */
const routes = {
  createVisitorSession: 'POST /api/v1/visitor/sessions',
  resumeVisitorSession: 'POST /api/v1/visitor/sessions/resumed',
  openMailedAnswers: 'POST /api/v1/visitor/sessions/mailed',
  keepVisitorTicket: 'POST /api/v1/visitor/resume-tickets',
  endVisitorSession: 'DELETE /api/v1/visitor/sessions/current',
  getVisitorConfig: 'GET /api/v1/visitor/config',
  searchVisitorArticles: 'GET /api/v1/visitor/articles',
  listVisitorTickets: 'GET /api/v1/visitor/tickets',
  listVisitorMessages: 'GET /api/v1/visitor/tickets/{ticketId}/messages',
  listVisitorChanges: 'GET /api/v1/visitor/tickets/{ticketId}/changes',
  sendVisitorMessage: 'POST /api/v1/visitor/messages',
  markVisitorRead: 'POST /api/v1/visitor/tickets/{ticketId}/read',
  claimVisitorEmail: 'POST /api/v1/visitor/email',
  uploadVisitorAttachment: 'POST /api/v1/visitor/attachments',
} as const satisfies { [N in EndpointName]?: Route<N> };

/** Names of the operations that the panel calls. */
type Operation = keyof typeof routes;
type Given<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };

/** What is sent to an operation: `params`, `query` and `body`, as far as its contract has them. */
type RequestInput<N extends Operation> = Given<RequestOf<Endpoint<N>>>;
/** What it answers. */
type Answer<N extends Operation> = ResponseOf<Endpoint<N>>;

type Values = Record<string, unknown>;

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
