import { Global, Injectable, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Server } from 'socket.io';
import { Config } from '../config/index.js';
import { Log } from '../observe/index.js';
import { type FanOut, type NodeMessage, onNodeMessage, sendToNodes } from './fan-out.js';
import { openPostgresFanOut } from './postgres-fan-out.js';
import { openRedisFanOut } from './redis-fan-out.js';

type Listener = (payload: never) => void;
const emitTopic = (namespace: string, event: string) => `emit ${namespace} ${event}`;

/** The instances of api and worker in one process: with the embedded Postgres there is no other process to reach. */
const sameProcess = new Set<Realtime>();

/**
 * Sends hints to sockets: directly to those of this process, through Postgres or Redis to those of other processes.
 * No method throws or waits, and any hint may be lost.
 */
@Injectable()
export class Realtime implements OnApplicationBootstrap, OnApplicationShutdown {
  /** Null when there is no other process. */
  private readonly fanOut: FanOut | null;
  private readonly listeners = new Map<string, Set<Listener>>();
  private server?: Server;
  /** Whether the server only sends: a worker has no sockets. */
  private isDetached = false;
  private stopped = false;

  constructor(config: Config, log: Log) {
    this.fanOut = chooseFanOut(config, log);
    if (!this.fanOut) sameProcess.add(this);
  }

  /** Whether other processes may receive what this one sends. */
  get spansProcesses(): boolean {
    return this.fanOut !== null;
  }

  /** Sends an event to every socket in any of the rooms. */
  emit(namespace: string, rooms: string[], event: string, payload: unknown): void {
    this.send({ kind: 'emit', namespace, rooms, event, payload });
  }

  /** Disconnects every socket in any of the rooms, for example when a session has ended. */
  disconnect(namespace: string, rooms: string[]): void {
    this.send({ kind: 'disconnect', namespace, rooms });
  }

  /** Sends a message to the `onBroadcast` listeners of every process, this one included; sockets do not receive it. */
  broadcast(topic: string, payload: unknown): void {
    this.send({ kind: 'tell', topic, payload });
  }

  /** Listens to a topic of `broadcast`. Returns a function that stops listening. */
  onBroadcast<Payload>(topic: string, listen: (payload: Payload) => void): () => void {
    const listeners = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, listeners.add(listen));
    return () => void listeners.delete(listen);
  }

  /**
   * Listens to an event that any process sends to a namespace. Called before the sockets receive it.
   * @returns a function that stops listening
   */
  onEmit(namespace: string, event: string, listen: (rooms: string[], payload: unknown) => void): () => void {
    return this.onBroadcast<{ rooms: string[]; payload: unknown }>(emitTopic(namespace, event), ({ rooms, payload }) =>
      listen(rooms, payload),
    );
  }

  /** The adapter option of a socket.io server that shares hints with other processes; see SocketAdapter. */
  adapter() {
    return this.fanOut?.adapter();
  }

  /** Uses this server, which has the sockets, from now on. */
  attach(server: Server): void {
    this.closeDetached();
    this.server = server;
    onNodeMessage(server, (message) => this.deliver(message));
  }

  /** A process that listens needs a server to receive broadcasts, even when it has no sockets. */
  onApplicationBootstrap() {
    if (this.listeners.size) this.openServer();
  }

  async onApplicationShutdown() {
    this.stopped = true;
    this.closeDetached();
    sameProcess.delete(this);
    await this.fanOut?.close();
  }

  private send(message: NodeMessage) {
    const server = this.openServer();
    if (!server) return;
    this.deliver(message);
    if (this.fanOut) return sendToNodes(server, message);
    for (const other of sameProcess) if (other !== this) other.deliver(message);
  }

  private openServer(): Server | undefined {
    if (this.server || this.stopped) return this.server;
    const server = new Server({ adapter: this.adapter(), serveClient: false });
    this.attach(server);
    this.isDetached = true;
    return server;
  }

  /** Closes the adapter only: `close` of a server without an engine throws. */
  private closeDetached() {
    if (this.isDetached) void this.server?.of('/').adapter.close();
    this.isDetached = false;
    this.server = undefined;
  }

  private deliver(message: NodeMessage) {
    if (message.kind === 'tell') return this.callListeners(message.topic, message.payload);
    if (message.kind === 'emit') this.callListeners(emitTopic(message.namespace, message.event), message);
    if (message.rooms.length === 0 || this.isDetached) return;
    const sockets = this.server?.of(message.namespace).local.to(message.rooms);
    if (message.kind === 'emit') sockets?.emit(message.event, message.payload);
    else sockets?.disconnectSockets(true);
  }

  private callListeners(topic: string, payload: unknown) {
    for (const listen of this.listeners.get(topic) ?? []) listen(payload as never);
  }
}

function chooseFanOut(config: Config, log: Log): FanOut | null {
  if (config.redisUrl) return openRedisFanOut(config.redisUrl);
  return config.embedded ? null : openPostgresFanOut(config.databaseUrl, log);
}

/** Hints to sockets, from api and worker alike. Needs Config and Log. */
@Global()
@Module({ providers: [Realtime], exports: [Realtime] })
export class RealtimeModule {}
