/** What came back. */
export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
}

interface Options {
  body?: unknown;
  headers?: Record<string, string>;
}

/** Speaks to the API as a program does: JSON and a bearer token, nothing hidden. */
export class Client {
  constructor(
    readonly url: string,
    readonly token?: string,
  ) {}

  get<T = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<Answer<T>> {
    return this.send<T>('GET', path, { headers });
  }

  post<T = Record<string, unknown>>(
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>> {
    return this.send<T>('POST', path, { body, headers });
  }

  async send<T = Record<string, unknown>>(
    method: string,
    path: string,
    { body, headers }: Options = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: read<T>(await response.text()) };
  }

  /** The same server, as this account. */
  async signIn(email: string, password: string): Promise<Client> {
    const { status, body } = await this.post<{ token: string }>('/api/v1/sessions', { email, password });
    if (status !== 201) throw new Error(`Signing in as ${email} gave ${status}: ${JSON.stringify(body)}`);
    return new Client(this.url, body.token);
  }
}

/** Pages and empty answers are handed over as they are. */
function read<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    return text as T;
  }
}
