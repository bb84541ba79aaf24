import { reason } from '#libs/contracts';
/** Says that a mail server's address is not allowed, and which setting would allow it. Its name is for admins alone. */
export const refusedServer = (hint: string | undefined): string =>
  hint ? reason('mail-address-refused-why', { why: hint }) : reason('mail-address-refused');
