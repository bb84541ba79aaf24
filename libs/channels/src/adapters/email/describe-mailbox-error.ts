interface MailboxError {
  authenticationFailed?: boolean;
  mailboxMissing?: boolean;
  refused?: boolean;
  notStored?: boolean;
  serverResponseCode?: string;
  responseStatus?: string;
  code?: string;
}

/** Describes for the admin why a mailbox cannot be read, without the password. */
export function describeMailboxError(error: unknown): string {
  const { authenticationFailed, mailboxMissing, refused, notStored, serverResponseCode, responseStatus, code } =
    error as MailboxError;
  if (refused) return 'The address of the mail server is not allowed';
  if (notStored) return 'The mail was read but could not be stored here; it is fetched again';
  if (authenticationFailed) return 'The mail server did not accept the user or password';
  if (mailboxMissing || serverResponseCode === 'NONEXISTENT') return 'The mailbox does not exist on the mail server';
  if (responseStatus === 'NO') return 'The mail server refused to open the mailbox';
  return `The mail server could not be reached${code ? ` (${code})` : ''}`;
}
