import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '#libs/platform';
import type { Mail, ShopOrder, Text } from '../shared/playground-state.js';

interface Kept {
  workspaceId: string;
  mails: Mail[];
  texts: Text[];
  orders: ShopOrder[];
}

const most = 400;
const saveAfterMs = 400;

/** What the mailbox, the phone and the shop remember, also over a restart; the oldest gives way. */
@Injectable()
export class PlaygroundMemory implements OnApplicationShutdown {
  private kept: Kept = { workspaceId: '', mails: [], texts: [], orders: [] };
  private readonly listeners = new Set<() => void>();
  private timer?: NodeJS.Timeout;
  private readonly file: string;

  constructor(config: Config) {
    this.file = path.join(config.dataDir, 'playground.json');
  }

  get mails(): readonly Mail[] {
    return this.kept.mails;
  }
  get texts(): readonly Text[] {
    return this.kept.texts;
  }
  get orders(): readonly ShopOrder[] {
    return this.kept.orders;
  }

  /** Takes up what was kept of this workspace; of another's nothing. */
  open(workspaceId: string, orders: () => ShopOrder[]): void {
    if (this.kept.workspaceId === workspaceId) return;
    const before = this.read();
    const { mails, texts } = this.kept;
    this.kept =
      before?.workspaceId === workspaceId
        ? { ...before, mails: [...before.mails, ...mails] }
        : { workspaceId, mails: [...mails], texts: [...texts], orders: orders() };
  }

  addMail(mail: Mail): void {
    this.kept.mails = [...this.kept.mails, mail].slice(-most);
    this.changed();
  }

  addText(text: Text): void {
    this.kept.texts = [...this.kept.texts, text].slice(-most);
    this.changed();
  }

  putOrder(order: ShopOrder): void {
    const others = this.kept.orders.filter(({ externalId }) => externalId !== order.externalId);
    this.kept.orders = [...others, order].slice(-most);
    this.changed();
  }

  setText(id: string, state: Text['state']): void {
    this.kept.texts = this.kept.texts.map((text) => (text.id === id ? { ...text, state } : text));
    this.changed();
  }

  /** Calls back after every change. Returns how to unsubscribe. */
  onChange(listen: () => void): () => void {
    this.listeners.add(listen);
    return () => void this.listeners.delete(listen);
  }

  onApplicationShutdown(): void {
    if (this.timer) this.save();
  }

  private changed(): void {
    for (const listen of this.listeners) listen();
    this.timer ??= setTimeout(() => this.save(), saveAfterMs).unref();
  }

  private read(): Kept | null {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Kept;
    } catch {
      return null;
    }
  }

  /**
   * Written beside and renamed, so that a kill leaves the old or the new one. A folder that cannot be written costs
   * only the memory.
   */
  private save(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.kept.workspaceId) return;
    try {
      mkdirSync(path.dirname(this.file), { recursive: true });
      writeFileSync(`${this.file}.new`, JSON.stringify(this.kept), { mode: 0o600 });
      renameSync(`${this.file}.new`, this.file);
    } catch {
      return;
    }
  }
}
