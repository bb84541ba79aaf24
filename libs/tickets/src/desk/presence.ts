import { Injectable } from '@nestjs/common';
import type { Socket } from 'socket.io';
import { Realtime } from '#libs/platform';

interface Announcement {
  workspaceId: string;
  agentId: string;
  ticketId: string;
  state: 'viewing' | 'typing' | 'gone';
}
interface Present extends Announcement {
  socketId: string;
  until: number;
}

const forgottenAfterMs = 40_000;
/** Time after which an unchanged state is sent again, for screens that missed it. */
const repeatedAfterMs = 14_000;
const topic = 'presence';
const roomOf = ({ workspaceId, ticketId }: Pick<Announcement, 'workspaceId' | 'ticketId'>) =>
  `w:${workspaceId}:presence:${ticketId}`;

/** The agents who look at one ticket, and what their screens were last sent. */
interface Watched {
  present: Map<string, Present>;
  sent: string;
  sentAt: number;
}

/**
 * Who looks at or types on which ticket: announced every 15 s, expired after 40 s, never stored. Only the agents who
 * look at a ticket receive its presence, when it changes.
 */
@Injectable()
export class Presence {
  private readonly watched = new Map<string, Watched>();
  private readonly roomOfSocket = new Map<string, string>();
  private lookedThroughAt = Date.now();

  constructor(private readonly realtime: Realtime) {
    realtime.onBroadcast<Announcement & { socketId: string }>(topic, (announcement) => this.note(announcement));
  }

  /** Subscribes a socket to a ticket's presence; a socket looks at one ticket at a time. */
  announce(socket: Socket, announcement: Announcement): void {
    const room = roomOf(announcement);
    const left = [...socket.rooms].filter((other) => other.includes(':presence:') && other !== room);
    for (const other of left) void socket.leave(other);
    const isNew = announcement.state !== 'gone' && !socket.rooms.has(room);
    if (announcement.state === 'gone') void socket.leave(room);
    else void socket.join(room);
    this.realtime.broadcast(topic, { ...announcement, socketId: socket.id });
    for (const each of [...left, room]) this.show(each);
    if (isNew) socket.emit('presence', this.listOf(room));
  }

  /** The ticket that a socket looks at, or null. */
  watchedBy(socket: Socket): string | null {
    const room = [...socket.rooms].find((name) => name.includes(':presence:'));
    return room ? ticketOf(room) : null;
  }

  leave(socketId: string): void {
    const room = this.roomOfSocket.get(socketId);
    const present = room && this.watched.get(room)?.present.get(socketId);
    if (!present) return;
    this.realtime.broadcast(topic, { ...present, state: 'gone' });
    this.show(room);
  }

  private note({ socketId, ...announcement }: Announcement & { socketId: string }): void {
    this.forgetExpired();
    const room = roomOf(announcement);
    const before = this.roomOfSocket.get(socketId);
    if (before && (before !== room || announcement.state === 'gone')) this.forget(before, socketId);
    if (announcement.state === 'gone') return;
    const watched = this.watched.get(room) ?? { present: new Map<string, Present>(), sent: '', sentAt: 0 };
    watched.present.set(socketId, { ...announcement, socketId, until: Date.now() + forgottenAfterMs });
    this.watched.set(room, watched);
    this.roomOfSocket.set(socketId, room);
  }

  /** A socket of a node that was killed never says that it is gone, and its ticket may not be looked at again. */
  private forgetExpired(): void {
    const now = Date.now();
    if (now - this.lookedThroughAt < forgottenAfterMs) return;
    this.lookedThroughAt = now;
    for (const [room, { present }] of this.watched)
      for (const { socketId, until } of present.values()) if (until < now) this.forget(room, socketId);
  }

  private forget(room: string, socketId: string): void {
    this.roomOfSocket.delete(socketId);
    const watched = this.watched.get(room);
    watched?.present.delete(socketId);
    if (watched?.present.size === 0) this.watched.delete(room);
  }

  private listOf(room: string): { ticketId: string; agents: { agentId: string; state: 'viewing' | 'typing' }[] } {
    const agents = new Map<string, 'viewing' | 'typing'>();
    const now = Date.now();
    for (const [socketId, one] of this.watched.get(room)?.present ?? []) {
      if (one.until < now) this.forget(room, socketId);
      else if (one.state !== 'gone' && agents.get(one.agentId) !== 'typing') agents.set(one.agentId, one.state);
    }
    return { ticketId: ticketOf(room), agents: [...agents].map(([agentId, state]) => ({ agentId, state })) };
  }

  private show(room: string): void {
    const list = this.listOf(room);
    const watched = this.watched.get(room);
    const text = JSON.stringify(list);
    if (watched && watched.sent === text && Date.now() - watched.sentAt < repeatedAfterMs) return;
    if (watched) Object.assign(watched, { sent: text, sentAt: Date.now() });
    this.realtime.emit('/agent', [room], 'presence', list);
  }
}

const ticketOf = (room: string) => room.slice(room.lastIndexOf(':') + 1);
