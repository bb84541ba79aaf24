import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { ImapFlow } from 'imapflow';
import { quietPort } from '../quiet-port.js';
import { machine } from '../machine.js';
import { until } from '../until.js';

export const password = 'mailbox-password';

/**
 * A Dovecot of one's own: every user may sign in with the same password and has an empty mailbox. Use it inside
 * `describeWith('dovecot', …)`, and stop it.
 */
export class Dovecot {
  private server!: ChildProcess;
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'waypost-imap-'));
  private constructor(readonly port: number) {}

  static async start(): Promise<Dovecot> {
    const dovecot = new Dovecot(await quietPort());
    await dovecot.run();
    return dovecot;
  }

  /** Puts mails into a user's inbox. */
  async append(user: string, ...mails: Buffer[]): Promise<void> {
    await this.as(user, async (client) => {
      for (const raw of mails) await client.append('INBOX', raw, [], new Date());
    });
  }

  /** The inbox as its owner sees it. */
  async list(user: string): Promise<{ uid: number; seen: boolean }[]> {
    return this.as(user, async (client) => {
      await client.mailboxOpen('INBOX', { readOnly: true });
      const mails =
        client.mailbox && client.mailbox.exists > 0 ? await client.fetchAll('1:*', { uid: true, flags: true }) : [];
      return mails.map(({ uid, flags }) => ({ uid, seen: flags?.has('\\Seen') ?? false }));
    });
  }

  /** Takes a user's mail away for good; the inbox that is made next is another, with a UIDVALIDITY of its own. */
  wipe(user: string): void {
    // Dovecot may still be writing its last delivery.
    rmSync(path.join(this.folder, 'mail', user), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }

  async stop(): Promise<void> {
    if (this.server.exitCode === null && this.server.kill()) await once(this.server, 'exit');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async as<T>(user: string, work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: this.port,
      secure: false,
      auth: { user, pass: password },
      logger: false,
    });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.logout();
    }
  }

  private async run(): Promise<void> {
    for (const name of ['run', 'mail', 'home']) mkdirSync(path.join(this.folder, name));
    for (const name of ['.', 'mail', 'home']) chmodSync(path.join(this.folder, name), 0o777);
    const file = path.join(this.folder, 'dovecot.conf');
    writeFileSync(file, this.settings());
    this.server = spawn(machine.dovecot.executable ?? 'dovecot', ['-F', '-c', file], { stdio: 'ignore' });
    await until('Dovecot answers', () => this.as('nobody', () => Promise.resolve(true)).catch(() => false));
  }

  private settings(): string {
    const { uid, gid, username } = userInfo();
    const owner = uid === 0 ? 'uid=65534 gid=65534' : `uid=${uid} gid=${gid}`;
    const unprivileged = uid === 0 ? '' : `default_internal_user = ${username}\ndefault_login_user = ${username}\n`;
    return `${unprivileged}base_dir = ${this.folder}/run
log_path = ${this.folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 0
mail_location = maildir:${this.folder}/mail/%u
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = ${owner} home=${this.folder}/home/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${this.port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
`;
  }
}
