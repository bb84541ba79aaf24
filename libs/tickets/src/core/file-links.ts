import { Injectable } from '@nestjs/common';
import { Secrets, requireWorkspaceId, sameSecret } from '#libs/platform';

const stepMs = 10 * 60_000;

/** Links to files. Each is signed for one file and valid for ten to twenty minutes. */
@Injectable()
export class FileLinks {
  constructor(private readonly secrets: Secrets) {}

  /** Path of a file's bytes. Stays the same for minutes, so that a browser can cache the file. */
  to(attachmentId: string): string {
    const workspaceId = requireWorkspaceId();
    const until = (Math.floor(Date.now() / stepMs) + 2) * stepMs;
    return `/files/${workspaceId}/${attachmentId}?until=${until}&signature=${this.sign(workspaceId, attachmentId, until)}`;
  }

  /** Whether a link has our signature and has not expired. */
  isGood({
    workspaceId,
    attachmentId,
    until,
    signature,
  }: {
    workspaceId: string;
    attachmentId: string;
    until: unknown;
    signature: unknown;
  }): boolean {
    const time = Number(until);
    if (
      typeof signature !== 'string' ||
      !Number.isSafeInteger(time) ||
      time < Date.now() ||
      time > Date.now() + 2 * stepMs
    )
      return false;
    return sameSecret(signature, this.sign(workspaceId, attachmentId, time));
  }

  private sign(workspaceId: string, attachmentId: string, until: number): string {
    return this.secrets.keyed('file-link').token(`${workspaceId}.${attachmentId}.${until}`);
  }
}
