import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Server } from 'socket.io';
import { Config } from '../config/index.js';
import { Log } from '../observe/index.js';
import { type FanOut, type NodeMessage, onNodeMessage, sendToNodes } from './fan-out.js';
import { openPostgresFanOut } from './postgres-fan-out.js';
import { openRedisFanOut } from './redis-fan-out.js';

type Told = (payload: never) => void;
const emitTopic = (namespace: string, event: string) => `emit ${namespace} ${event}`;

/** Api and worker where they share one process: each has its own, and an embedded Postgres serves no other process. */
const together = new Set<Realtime>();

/**
 * Hints to sockets, wherever they are connected: those of this process get them at once, those of others through
 * Postgres or Redis. Nothing here fails or waits, and any hint may be lost.
 */
@Injectable()
export class Realtime implements OnApplicationBootstrap, OnApplicationShutdown {
  /** Null where there is no other process. */
  private readonly fanOut: FanOut | null;
  private readonly listeners = new Map<string, Set<Told>>();
  private server?: Server;
  /** Whether the server is only there to send: a worker has no sockets. */
  private isDetached = false;
  private stopped = false;

  constructor(config: Config, log: Log) {
    this.fanOut = chooseFanOut(config, log);
    if (!this.fanOut) together.add(this);
  }

  /** Whether other processes may receive what is sent here. */
  get spansProcesses(): boolean {
    return this.fanOut !== null;
  }

  /** Sends an event to every socket in any of the rooms. */
  emit(namespace: string, rooms: string[], event: string, payload: unknown): void {
    this.spread({ kind: 'emit', namespace, rooms, event, payload });
  }

  /** Cuts every socket in any of the rooms, as when a session has ended. */
  disconnect(namespace: string, rooms: string[]): void {
    this.spread({ kind: 'disconnect', namespace, rooms });
  }

  /** Tells every process, this one too, what only concerns processes: presence, or a setting that changed. */
  tell(topic: string, payload: unknown): void {
    this.spread({ kind: 'tell', topic, payload });
  }

  /** Hears what is told. Returns how to stop. */
  onTold<Payload>(topic: string, listen: (payload: Payload) => void): () => void {
    const listeners = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, listeners.add(listen));
    return () => void listeners.delete(listen);
  }

  /** Calls back for each event that is sent to a namespace, here or in another process, before sockets receive it. Returns how to stop. */
  onEmit(namespace: string, event: string, listen: (rooms: string[], payload: unknown) => void): () => void {
    return this.onTold<{ rooms: string[]; payload: unknown }>(emitTopic(namespace, event), ({ rooms, payload }) =>
      listen(rooms, payload),
    );
  }

  /** The options that make a server one of ours: see the adapter for Nest. */
  adapter() {
    return this.fanOut?.adapter();
  }

  /** Takes the server with the sockets in use. */
  attach(server: Server): void {
    this.closeDetached();
    this.server = server;
    onNodeMessage(server, (message) => this.act(message));
  }

  /** Whoever listens must be reachable, sockets or not. */
  onApplicationBootstrap() {
    if (this.listeners.size) this.connected();
  }

  async onApplicationShutdown() {
    this.stopped = true;
    this.closeDetached();
    together.delete(this);
    await this.fanOut?.close();
  }

  private spread(message: NodeMessage) {
    const server = this.connected();
    if (!server) return;
    this.act(message);
    if (this.fanOut) return sendToNodes(server, message);
    for (const other of together) if (other !== this) other.act(message);
  }

  private connected(): Server | undefined {
    if (this.server || this.stopped) return this.server;
    const server = new Server({ adapter: this.adapter(), serveClient: false });
    this.attach(server);
    this.isDetached = true;
    return server;
  }

  /** A server without sockets has no engine, which its own close would ask for. */
  private closeDetached() {
    if (this.isDetached) void this.server?.of('/').adapter.close();
    this.isDetached = false;
    this.server = undefined;
  }

  private act(message: NodeMessage) {
    if (message.kind === 'tell') return this.hear(message.topic, message.payload);
    if (message.kind === 'emit') this.hear(emitTopic(message.namespace, message.event), message);
    if (message.rooms.length === 0 || this.isDetached) return;
    const sockets = this.server?.of(message.namespace).local.to(message.rooms);
    if (message.kind === 'emit') sockets?.emit(message.event, message.payload);
    else sockets?.disconnectSockets(true);
  }

  private hear(topic: string, payload: unknown) {
    for (const listen of this.listeners.get(topic) ?? []) listen(payload as never);
  }
}

function chooseFanOut(config: Config, log: Log): FanOut | null {
  if (config.redisUrl) return openRedisFanOut(config.redisUrl);
  return config.embedded ? null : openPostgresFanOut(config.databaseUrl, log);
}
