import { Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { Config, Secrets, clientAddress, randomToken, sameSecret } from '#libs/platform';

/** Where tries come from: their peer, and the device when the account has been signed in on it before. */
export interface Origin {
  peer: string;
  device: string | null;
}

const cookieName = 'waypost_device';
const form = /^([A-Za-z0-9_-]{43})((?:\.[a-z2-7]{26}){1,5})$/;
const mostAccounts = 5;
const yearMs = 365 * 24 * 3_600_000;

/**
 * Browsers in which accounts have been signed in before. A stranger's wrong guesses lock an account's sign-in for
 * strangers; such a browser has tries of its own. Its cookie opens nothing: it is a random id with a signature for each
 * account (OWASP calls it a device cookie).
 */
@Injectable()
export class KnownDevices {
  constructor(
    private readonly config: Config,
    private readonly secrets: Secrets,
  ) {}

  /** Where a try for an account comes from. */
  originOf(request: Request, email: string): Origin {
    const device = readCookie(request);
    const mark = device && this.mark(device.id, email);
    const isKnown = device?.marks.some((each) => sameSecret(each, mark!)) ?? false;
    return { peer: this.peerOf(request), device: isKnown ? device!.id : null };
  }

  peerOf(request: Request): string {
    return clientAddress(request, this.config.trustedProxies);
  }

  /** Makes the browser known to an account, whose owner has just proven to be one. */
  remember(request: Request, response: Response, email: string): void {
    const { id, marks } = readCookie(request) ?? { id: randomToken(), marks: [] };
    const mark = this.mark(id, email);
    const kept = [mark, ...marks.filter((each) => each !== mark)].slice(0, mostAccounts);
    response.cookie(cookieName, [id, ...kept].join('.'), {
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.publicUrl.startsWith('https:'),
      path: '/api/v1/',
      maxAge: yearMs,
    });
  }

  private mark(id: string, email: string): string {
    return this.secrets.keyed('known-device').token(`${id}\n${email.toLowerCase()}`);
  }
}

function readCookie({ headers: { cookie } }: Request): { id: string; marks: string[] } | null {
  const [, id, marks] = form.exec((cookie && parseCookie(cookie)[cookieName]) || '') ?? [];
  return id && marks ? { id, marks: marks.slice(1).split('.') } : null;
}
