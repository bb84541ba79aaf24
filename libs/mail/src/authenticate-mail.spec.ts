import { generateKeyPairSync } from 'node:crypto';
import { type DNSResolver, dkimSign } from 'mailauth';
import { type Fields, writeMail } from '../../../test/support/mail/write-mail.js';
import { authenticateMail } from './authenticate-mail.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** A name server for the test. */
const names =
  (records: Record<string, string>): DNSResolver =>
  async (domain, type) => {
    const text = records[`${type} ${domain}`];
    if (text === 'down') throw Object.assign(new Error('timed out'), { code: 'ETIMEOUT' });
    if (!text) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
    return type === 'TXT' ? [[text]] : [text];
  };
const policy = { 'TXT _dmarc.buyer.example': 'v=DMARC1; p=reject' };
const spf = { 'TXT buyer.example': 'v=spf1 ip4:192.0.2.7 -all', 'TXT evil.example': 'v=spf1 ip4:192.0.2.66 -all' };
const dkim = {
  'TXT s1._domainkey.buyer.example': `v=DKIM1; p=${key}`,
  'TXT s1._domainkey.evil.example': `v=DKIM1; p=${key}`,
};

async function signed(domain: string, fields: Fields = {}): Promise<Buffer> {
  const mail = writeMail(fields);
  const { signatures } = await dkimSign(mail, {
    canonicalization: 'relaxed/relaxed',
    signingDomain: domain,
    selector: 's1',
    privateKey: pem,
    signatureData: [{ signingDomain: domain, selector: 's1', privateKey: pem }],
  } as Parameters<typeof dkimSign>[1]);
  return Buffer.concat([Buffer.from(signatures), mail]);
}
const envelope = { ip: '192.0.2.7', helo: 'mx.buyer.example', from: 'ann@buyer.example' };
const elsewhere = { ip: '192.0.2.66', helo: 'mx.evil.example', from: 'x@evil.example' };
const from = 'ann@buyer.example';

describe('who sent a mail', () => {
  it('is known by a server that the domain names', async () => {
    expect(await authenticateMail({ mail: writeMail(), envelope, from }, names({ ...policy, ...spf }))).toBe(true);
    expect(await authenticateMail({ mail: writeMail(), envelope, from }, names(spf))).toBe(true);
    expect(await authenticateMail({ mail: writeMail(), envelope: elsewhere, from }, names({ ...policy, ...spf }))).toBe(
      false,
    );
    expect(
      await authenticateMail(
        { mail: writeMail(), envelope: { ...envelope, ip: '::ffff:192.0.2.7' }, from },
        names(spf),
      ),
    ).toBe(true);
  });

  it('is known by a signature of the domain, also in a mailbox', async () => {
    expect(
      await authenticateMail(
        { mail: await signed('buyer.example'), envelope: null, from },
        names({ ...policy, ...dkim }),
      ),
    ).toBe(true);
    expect(await authenticateMail({ mail: await signed('buyer.example'), envelope: null, from }, names(dkim))).toBe(
      true,
    );
    expect(
      await authenticateMail(
        { mail: await signed('evil.example'), envelope: null, from },
        names({ ...policy, ...dkim }),
      ),
    ).toBe(false);
    const changed = Buffer.from((await signed('buyer.example')).toString().replace('parcel?', 'money?'));
    expect(await authenticateMail({ mail: changed, envelope: null, from }, names({ ...policy, ...dkim }))).toBe(false);
  });

  it('is not known by what a sender writes of itself', async () => {
    const fields = {
      'Authentication-Results': 'mx.shop.example; dmarc=pass header.from=buyer.example',
      'ARC-Authentication-Results': 'i=1; mx.shop.example; dmarc=pass',
      'Received-SPF': 'pass',
    };
    expect(
      await authenticateMail(
        { mail: writeMail(fields), envelope: elsewhere, from, trustedAuthserv: 'mx.shop.example' },
        names({ ...policy, ...spf }),
      ),
    ).toBe(false);
    expect(await authenticateMail({ mail: writeMail(fields), envelope: null, from }, names(policy))).toBe(false);
  });

  it('is known in a mailbox by the topmost word of the server that is believed, and of no other', async () => {
    const results = (...lines: string[]) =>
      authenticateMail(
        {
          mail: writeMail({ 'Authentication-Results': lines }),
          envelope: null,
          from,
          trustedAuthserv: 'MX.shop.example',
        },
        names(policy),
      );
    expect(await results('mx.shop.example; spf=fail; dmarc = pass header.from=buyer.example')).toBe(true);
    expect(await results('mx.shop.example; dmarc=fail', 'mx.shop.example; dmarc=pass')).toBe(false);
    expect(await results('other.example; dmarc=fail', 'mx.shop.example; dmarc=pass')).toBe(false);
    expect(await results('mx.shop.example.evil.example; dmarc=pass')).toBe(false);
    expect(
      await results(
        'mx.shop.example; spf=pass (says (so) a server) smtp.mailfrom="a;b"@buyer.example; dmarc=pass (p=reject) header.from=buyer.example',
      ),
    ).toBe(true);
  });

  it.each([
    'mx.shop.example; spf=pass smtp.mailfrom="x; dmarc=pass "@evil.example',
    'mx.shop.example; spf=pass smtp.mailfrom="x\\"; dmarc=pass "@evil.example',
    'mx.shop.example; spf=pass (domain of x; dmarc=pass @evil.example) smtp.mailfrom=evil.example',
    'mx.shop.example; spf=pass smtp.mailfrom=x; dmarc=pass @evil.example; dmarc=fail header.from=buyer.example',
  ])('is not known by what that server repeats of the sender: %s', async (line) => {
    expect(
      await authenticateMail(
        {
          mail: writeMail({ 'Authentication-Results': line }),
          envelope: null,
          from,
          trustedAuthserv: 'mx.shop.example',
        },
        names(policy),
      ),
    ).toBe(false);
  });

  it('is never known with two authors or for another author than is shown', async () => {
    const both = await signed('buyer.example', { From: ['ann@buyer.example', 'boss@shop.example'] });
    expect(await authenticateMail({ mail: both, envelope, from }, names({ ...policy, ...spf, ...dkim }))).toBe(false);
    const group = await signed('buyer.example', { From: 'ann@buyer.example, boss@shop.example' });
    expect(await authenticateMail({ mail: group, envelope, from }, names({ ...policy, ...spf, ...dkim }))).toBe(false);
    expect(
      await authenticateMail({ mail: writeMail(), envelope, from: 'boss@shop.example' }, names({ ...policy, ...spf })),
    ).toBe(false);
  });

  it('is looked up again when the name servers are silent', async () => {
    await expect(
      authenticateMail(
        { mail: writeMail(), envelope: elsewhere, from },
        names({ ...spf, 'TXT _dmarc.buyer.example': 'down' }),
      ),
    ).rejects.toThrow('name servers');
  });

  it('costs little when a mail bears a hundred signatures', async () => {
    const mail = Buffer.concat([
      Buffer.from('DKIM-Signature: v=1; a=rsa-sha256; d=x.example; s=s; h=from; bh=x; b=x\r\n'.repeat(100)),
      writeMail(),
    ]);
    expect(
      await authenticateMail({ mail, envelope, from }, () => Promise.reject(new Error('nothing may be looked up'))),
    ).toBe(false);
  });
});
