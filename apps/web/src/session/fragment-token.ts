let token: string | undefined;

/** The one-time token of the link, taken out of the address bar so that no copy of the address carries it. */
export function fragmentToken(): string {
  const found = new URLSearchParams(location.hash.slice(1)).get('token');
  if (found) {
    token = found;
    history.replaceState(history.state, '', location.pathname);
  }
  return token ?? '';
}
