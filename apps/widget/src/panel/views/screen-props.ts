import type { Chat } from '../chat.js';
import type { Formats } from '../format.js';

/** What every screen of the panel gets. */
export interface ScreenProps {
  chat: Chat;
  formats: Formats;
  /** Undefined where the panel is a page of its own. */
  close: (() => void) | undefined;
}
