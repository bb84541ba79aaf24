import type { PageSettings } from './page-settings.js';

export const complain = (why: string) => console.warn(`waypost: ${why}`);

/**
 * Asks the server whether this page may show this channel, by a script, since a careful shop's policy allows us nothing
 * else. Says on the console why not. While the server cannot be asked the launcher shows, as the chat waits for it too.
 */
export function askToShow({ origin, channelId }: PageSettings, show: () => void) {
  const script = document.createElement('script');
  // With it the browser names the page's origin, whatever the page's policy for referrers.
  script.crossOrigin = '';
  script.onerror = show;
  script.onload = () => {
    const { why } = script.dataset;
    if (why) complain(why);
    else show();
  };
  try {
    script.src = `${origin}/widget/channels/${channelId}`;
    document.head.append(script);
  } catch {
    // The page allows scripts by a policy of its own only.
    show();
  }
}
