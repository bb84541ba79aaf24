import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { machine } from './machine.js';
import { quietPort } from './quiet-port.js';
import { until } from './until.js';

export type ProxyName = 'nginx' | 'caddy';

/** What docs/operate.md tells an operator to write, without the certificate and on a port of the test. */
const fromDocs: Record<ProxyName, (settings: string, port: number) => string> = {
  nginx: (settings, port) =>
    settings.replace('listen 443 ssl;', `listen 127.0.0.1:${port};`).replaceAll(/^.*ssl_certificate.*\n/gm, ''),
  caddy: (settings, port) => settings.replace('help.shop.example {', `http://127.0.0.1:${port} {`),
};

/** A proxy of Debian's with the settings of docs/operate.md. Use it inside `describeWith`, and stop it. */
export class Proxy {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'waypost-proxy-'));
  private server!: ChildProcess;

  private constructor(
    private readonly name: ProxyName,
    private readonly port: number,
  ) {}

  static async start(name: ProxyName, target: string): Promise<Proxy> {
    const proxy = new Proxy(name, await quietPort());
    await proxy.run(target);
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    if (this.server.exitCode === null && this.server.kill()) await once(this.server, 'exit');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async run(target: string): Promise<void> {
    // As root, nginx gives its work to another user.
    chmodSync(this.folder, 0o755);
    const docs = readFileSync('docs/operate.md', 'utf8');
    const [, settings] =
      new RegExp(`^${this.name}[^\\n]*:\\n\\n\`\`\`(?:nginx)?\\n([^]*?)\`\`\``, 'im').exec(docs) ?? [];
    if (!settings) throw new Error(`docs/operate.md has no settings for ${this.name}`);
    const file = path.join(this.folder, 'settings');
    const told = fromDocs[this.name](settings, this.port).replaceAll('http://127.0.0.1:3000', target);
    writeFileSync(file, this.around(told.replaceAll('127.0.0.1:3000', new URL(target).host)));
    const args =
      this.name === 'nginx' ? ['-c', file, '-p', this.folder] : ['run', '--adapter', 'caddyfile', '--config', file];
    this.server = spawn(machine[this.name].executable ?? this.name, args, {
      stdio: 'ignore',
      env: { PATH: process.env.PATH, HOME: this.folder, XDG_DATA_HOME: this.folder, XDG_CONFIG_HOME: this.folder },
    });
    await until(`${this.name} answers`, () =>
      fetch(`${this.url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  }

  /** What the distribution's own file has around a site. */
  private around(site: string): string {
    if (this.name === 'caddy') return `{\n\tadmin off\n\tauto_https off\n}\n${site}`;
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    return `daemon off;
pid ${this.folder}/pid;
error_log ${this.folder}/errors;
worker_processes 1;
events {}
http {
access_log off;
${temporary.map((name) => `${name}_temp_path ${this.folder}/${name};`).join('\n')}
${site}
}
`;
  }
}
