export * from './mail.module.js';
export { SmtpListener } from './smtp-listener.js';
export { warmUpForMail } from './warm-up.js';
