import { computed, signal } from '@preact/signals';
import { fetchState, onChange, post } from './api.js';
import type { AppName, Mail, PlaygroundShopper, PlaygroundState, Text } from '../shared/playground-state.js';
import { t } from './words.js';

export type Pane = 'shop' | 'mailbox' | 'phone';

export const state = signal<PlaygroundState | null>(null);
export const trouble = signal('');
export const shopperKey = signal('');
/** On a narrow screen one pane shows at a time. */
export const pane = signal<Pane>('shop');
export const signedInAs = signal('');
/** The app that is open on the phone. */
export const app = signal<AppName>('whatsapp');
const seenTexts = signal<ReadonlySet<string>>(new Set());

export const shopper = computed<PlaygroundShopper | null>(
  () => state.value?.shoppers.find(({ key }) => key === shopperKey.value) ?? state.value?.shoppers[0] ?? null,
);

export interface Thread {
  id: string;
  mails: Mail[];
  last: Mail;
}
/** The shopper's mail by exchange, newest first; what went to none of the playground's shoppers comes last. */
export const threads = computed<Thread[]>(() =>
  grouped(state.value?.mails.filter((mail) => ownerOf(mail) === shopper.value?.email) ?? []),
);
export const otherThreads = computed<Thread[]>(() =>
  grouped(state.value?.mails.filter((mail) => !isShopper(ownerOf(mail))) ?? []),
);
export const apps = computed<AppName[]>(() => state.value?.apps ?? []);
export const texts = computed(() => textsIn(app.value));
/** Whether the shop has written where the shopper is not looking. */
export const hasNews = (name: AppName): boolean =>
  name !== app.value && textsIn(name).some(({ id, direction }) => direction === 'in' && !seenTexts.value.has(id));
export const orders = computed(() =>
  [...(state.value?.orders ?? [])]
    .filter((order) => order.shopper === shopper.value?.key)
    .sort((a, b) => b.placedAt.localeCompare(a.placedAt)),
);

const addressIn = (name: AppName) =>
  name === 'telegram' ? shopper.value?.telegramId : name === 'whatsapp' ? shopper.value?.phone : shopper.value?.metaId;
const textsIn = (name: AppName): Text[] =>
  state.value?.texts.filter((text) => text.app === name && text.address === addressIn(name)) ?? [];
const ownerOf = (mail: Mail) => (mail.direction === 'in' ? mail.to : mail.from);
const isShopper = (address: string) => state.value?.shoppers.some(({ email }) => email === address) ?? false;

function grouped(mails: Mail[]): Thread[] {
  const byThread = new Map<string, Mail[]>();
  for (const mail of mails) byThread.set(mail.thread, [...(byThread.get(mail.thread) ?? []), mail]);
  return [...byThread]
    .map(([id, list]) => ({ id, mails: list, last: list.at(-1)! }))
    .sort((a, b) => b.last.at.localeCompare(a.last.at));
}

let running: Promise<void> | undefined;
let again = false;

/** Fetches what there is; calls that come meanwhile are one more fetch. */
export function refresh(): void {
  if (running) return void (again = true);
  running = fetchState()
    .then(
      (fetched) => {
        state.value = fetched;
        trouble.value = '';
      },
      (error: Error) => void (trouble.value = state.value ? t('trouble.unreachable') : error.message),
    )
    .finally(() => {
      running = undefined;
      if (again) refresh();
      again = false;
    });
}

export function start(): void {
  refresh();
  onChange(refresh);
}

/** Opens an app of the phone; the texts of the other count as seen. */
export function openApp(name: AppName): void {
  seenTexts.value = new Set([...seenTexts.value, ...texts.value.map(({ id }) => id)]);
  app.value = name;
}

/** Becomes another shopper; the chat forgets the one before. */
export function become(key: string): void {
  if (signedInAs.value) window.waypost?.logout();
  signedInAs.value = '';
  shopperKey.value = key;
}

/** The shop vouches for the shopper, or forgets them. */
export async function toggleSignIn(): Promise<void> {
  const key = shopper.value?.key ?? '';
  if (signedInAs.value) window.waypost?.logout();
  else window.waypost?.identify((await post<{ identity: string }>('identity', { shopper: key })).identity);
  signedInAs.value = signedInAs.value ? '' : key;
}
