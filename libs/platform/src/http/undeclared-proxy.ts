import { Injectable } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { Config } from '../config/index.js';
import { Log } from '../observe/index.js';
import { isDeclaredProxy, peerOf } from './client-address.js';

/** A peer that sent X-Forwarded-For without being declared as a proxy. */
export interface SeenProxy {
  peer: string;
  since: Date;
}

const mostPeers = 20;

/**
 * Notices requests that a proxy passed on which TRUSTED_PROXIES does not name. Their X-Forwarded-For is ignored, so
 * everyone behind that proxy is one peer to all limits; only the operator can tell it from a caller who made the header
 * up.
 */
@Injectable()
export class UndeclaredProxy {
  private readonly peers = new Map<string, SeenProxy>();

  constructor(
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  /** The one that was seen first in this process, or null. */
  get first(): SeenProxy | null {
    return this.peers.values().next().value ?? null;
  }

  /** Logs each peer once. */
  note(request: IncomingMessage): void {
    if (!request.headers['x-forwarded-for']) return;
    const peer = peerOf(request);
    if (!peer || this.peers.has(peer) || this.peers.size >= mostPeers) return;
    if (isDeclaredProxy(peer, this.config.trustedProxies)) return;
    this.peers.set(peer, { peer, since: new Date() });
    this.log.warn('X-Forwarded-For from a peer that TRUSTED_PROXIES does not name: it is ignored', { peer });
  }
}
