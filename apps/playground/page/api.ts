import type { PlaygroundState } from '../shared/playground-state.js';
import { has, t } from './words.js';

const root = '/playground/api';

export const fetchState = async (): Promise<PlaygroundState> =>
  (await answered(await fetch(`${root}/state`))).json() as Promise<PlaygroundState>;

/** Asks the playground's server for something; rejects with words for people. */
export async function post<T = unknown>(path: string, body: object = {}): Promise<T> {
  const response = await answered(
    await fetch(`${root}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function answered(response: Response): Promise<Response> {
  if (response.ok) return response;
  const { type = '' } = (await response.json().catch(() => ({}))) as { type?: string };
  const id = `trouble.${type.split(':').at(-1)}`;
  throw new Error(t(has(id) ? id : 'trouble.other'));
}

/** Calls back whenever something has changed, also after the connection was away. */
export function onChange(listen: () => void): void {
  new EventSource(`${root}/events`).addEventListener('message', listen);
}
