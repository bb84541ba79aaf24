const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });
const date = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const longDate = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' });

/** The time of today, else the day. */
export function shortTime(at: string): string {
  const when = new Date(at);
  return (when.toDateString() === new Date().toDateString() ? time : date).format(when);
}

export const dayOf = (at: string): string => longDate.format(new Date(at));
