import { Injectable } from '@nestjs/common';
import { Secrets, requireWorkspaceId, sameSecret } from '#libs/platform';

const stepMs = 10 * 60_000;

/** Links to files. Each is signed for one file and valid for ten to twenty minutes. */
@Injectable()
export class FileLinks {
  constructor(private readonly secrets: Secrets) {}

  /** Path of a file's bytes. Stays the same for minutes, so that a browser can cache the file. */
  to(attachmentId: string): string {
    return this.link(attachmentId, '');
  }

  /** Path by which a provider fetches a file to send: under its own media type, which decides how it is shown there. */
  toProvider(attachmentId: string): string {
    return `${this.link(attachmentId, 'provider')}&for=provider`;
  }

  private link(attachmentId: string, use: string): string {
    const workspaceId = requireWorkspaceId();
    const until = (Math.floor(Date.now() / stepMs) + 2) * stepMs;
    return `/files/${workspaceId}/${attachmentId}?until=${until}&signature=${this.sign(workspaceId, attachmentId, until, use)}`;
  }

  /** Whether a link has our signature and has not expired. */
  isGood({
    workspaceId,
    attachmentId,
    until,
    signature,
    use,
  }: {
    workspaceId: string;
    attachmentId: string;
    until: unknown;
    signature: unknown;
    /** Who it is for; none for people. */
    use: unknown;
  }): boolean {
    const time = Number(until);
    if (
      typeof signature !== 'string' ||
      (use !== undefined && use !== 'provider') ||
      !Number.isSafeInteger(time) ||
      time < Date.now() ||
      time > Date.now() + 2 * stepMs
    )
      return false;
    return sameSecret(signature, this.sign(workspaceId, attachmentId, time, use ?? ''));
  }

  private sign(workspaceId: string, attachmentId: string, until: number, use: string): string {
    return this.secrets.keyed('file-link').token(`${workspaceId}.${attachmentId}.${until}${use && `.${use}`}`);
  }
}
