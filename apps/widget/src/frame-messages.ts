/** What the panel shows, as far as the page needs to know it. */
export type ShownView = 'home' | 'chat';

/** From the shop's page to the panel. */
export type ToPanel =
  | { type: 'open'; by: 'keyboard' | 'pointer' | 'page'; view: string | null }
  | { type: 'hide' }
  /**
   * The shop's proof of who its visitor is, null when there is none and after a log-out; and the resume tickets that
   * the page keeps, divided by spaces.
   */
  | { type: 'identity'; identity: string | null; tickets: string | null }
  | { type: 'logout' };

/** From the panel to the shop's page. */
export type ToPage =
  | { type: 'ready' }
  | { type: 'close' }
  | { type: 'unread'; count: number }
  /** What to keep for the next page beside what is kept, and what no longer; null drops all. */
  | { type: 'tickets'; add: string | null; drop: string[] | null }
  /** Asks for the identity once more: another page of the shop may have renewed the tickets. */
  | { type: 'again' }
  | { type: 'view'; view: ShownView }
  | { type: 'accent'; accent: string | null }
  | { type: 'title'; title: string };
