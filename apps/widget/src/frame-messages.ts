/** From the shop's page to the panel. */
export type ToPanel =
  | { type: 'open'; by: 'keyboard' | 'pointer' | 'page' }
  | { type: 'hide' }
  /** The shop's proof of who its visitor is; null when there is none, and after a log-out. */
  | { type: 'identity'; identity: string | null }
  | { type: 'logout' };

/** From the panel to the shop's page. */
export type ToPage =
  | { type: 'ready' }
  | { type: 'close' }
  | { type: 'unread'; count: number }
  /** There is a conversation to come back to, so that the next page looks for news by itself. */
  | { type: 'known'; known: boolean }
  | { type: 'accent'; accent: string | null }
  | { type: 'title'; title: string };
