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
const topic = 'presence';
const roomOf = (workspaceId: string, ticketId: string) => `w:${workspaceId}:presence:${ticketId}`;

/** Who looks at or types on which ticket: announced every 15 s, forgotten after 40 s, never stored. */
@Injectable()
export class Presence {
  private readonly present = new Map<string, Present>();

  constructor(private readonly realtime: Realtime) {
    realtime.onTold<Announcement & { socketId: string }>(topic, (announcement) => this.note(announcement));
  }

  /** A socket looks at one ticket at a time, and hears who else does. */
  announce(socket: Socket, announcement: Announcement): void {
    const room = roomOf(announcement.workspaceId, announcement.ticketId);
    for (const other of socket.rooms) if (other.includes(':presence:') && other !== room) void socket.leave(other);
    if (announcement.state === 'gone') void socket.leave(room);
    else void socket.join(room);
    this.realtime.tell(topic, { ...announcement, socketId: socket.id });
    this.show(announcement.workspaceId, announcement.ticketId);
  }

  /** The ticket that a socket looks at, if any. */
  watchedBy(socket: Socket): string | null {
    const room = [...socket.rooms].find((name) => name.includes(':presence:'));
    return room ? room.slice(room.lastIndexOf(':') + 1) : null;
  }

  leave(socketId: string): void {
    const present = this.present.get(socketId);
    if (!present) return;
    this.realtime.tell(topic, { ...present, state: 'gone' });
    this.show(present.workspaceId, present.ticketId);
  }

  private note({ socketId, ...announcement }: Announcement & { socketId: string }): void {
    const before = this.present.get(socketId);
    if (announcement.state === 'gone') this.present.delete(socketId);
    else this.present.set(socketId, { ...announcement, socketId, until: Date.now() + forgottenAfterMs });
    if (before && before.ticketId !== announcement.ticketId) this.show(before.workspaceId, before.ticketId);
  }

  private show(workspaceId: string, ticketId: string): void {
    const agents = new Map<string, 'viewing' | 'typing'>();
    const now = Date.now();
    for (const [socketId, one] of this.present) {
      if (one.until < now) this.present.delete(socketId);
      else if (one.workspaceId === workspaceId && one.ticketId === ticketId && one.state !== 'gone') {
        if (agents.get(one.agentId) !== 'typing') agents.set(one.agentId, one.state);
      }
    }
    this.realtime.emit('/agent', [roomOf(workspaceId, ticketId)], 'presence', {
      ticketId,
      agents: [...agents].map(([agentId, state]) => ({ agentId, state })),
    });
  }
}
