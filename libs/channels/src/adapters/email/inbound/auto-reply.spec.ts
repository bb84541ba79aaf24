import { type Fields, writeMail, writeMultipart } from '../../../../../../test/support/mail/write-mail.js';
import { parseMail } from './parse-mail.js';

const isAutomatic = async (raw: Buffer) => {
  const [mail] = await parseMail(raw, 'support@shop.example');
  return mail?.kind === 'message' && mail.flags.includes('automatic');
};
const receipt = (kind: string, type: string) =>
  writeMultipart(kind, [
    { type: 'text/plain', body: 'Your message was read on Monday.' },
    {
      type,
      body: 'Final-Recipient: rfc822; ann@buyer.example\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n',
    },
  ]);

describe('a mail that a machine answered with', () => {
  it.each<[string, Fields]>([
    ['says so', { 'Auto-Submitted': 'auto-replied' }],
    ['says so with more', { 'Auto-Submitted': 'auto-replied (vacation); owner-email="a@b.example"' }],
    ['is of Gmail', { Precedence: 'bulk', 'X-Autoreply': 'yes', 'Auto-Submitted': 'auto-replied' }],
    ['is of an old responder', { Precedence: 'auto_reply' }],
    ['is of a provider', { 'X-Precedence': 'auto_reply' }],
    ['is of a web mailer', { 'X-Mail-Autoreply': '1' }],
    ['is of cPanel', { 'X-Autorespond': 'Re: Parcel' }],
    ...[
      'Automatic reply: Your parcel',
      'Automatische Antwort: Ihr Paket',
      'Abwesenheitsnotiz: Ihr Paket',
      'Réponse automatique : votre colis',
      'Respuesta automática: su paquete',
      'Risposta automatica: pacco',
      'Resposta automática: encomenda',
      'Automatisch antwoord: pakket',
      'Odpowiedź automatyczna: paczka',
      'Автоматический ответ: посылка',
      'Otomatik yanıt: paket',
      'Răspuns automat: coletul',
      'Automatická odpověď: balík',
      'Automatická odpoveď: balík',
      'Αυτόματη απάντηση: δέμα',
      'תשובה אוטומטית: חבילה',
      'การตอบกลับอัตโนมัติ: พัสดุ',
      'Trả lời tự động: đơn hàng',
      'Balasan otomatis: paket',
      'Автоматичен отговор: пратка',
      'Absence du bureau : colis',
      'Ausente: paquete',
      'AUTO: Ann Buyer is out of the office (returning 5 January)',
      '自动答复: 您的包裹',
      '不在通知',
      '自动回复: 您的包裹',
      '自動応答: 荷物',
      '자동 회신: 소포',
      'رد تلقائي: طردك',
      'Out of Office Re: Your parcel',
      '[EXTERNAL] Automatic reply: q',
      '[Automatic reply] q',
      '*** Automatic reply',
      '***SPAM*** Automatic reply: q',
      '【外部】自动答复: 您的包裹',
      'AW: Abwesenheitsnotiz',
      'RE: [EXT] Automatic reply: q',
      'I’m out of the office Re: q',
      "I'm currently out of the office",
      'On vacation Re: q',
      'On annual leave',
      'Im Urlaub: Ihr Paket',
      'Ich bin nicht im Büro',
      'Message d’absence',
      'En congés Re: colis',
      'De vacaciones',
      'Estou de férias',
      'In ferie Re: pacco',
      'Afwezigheidsbericht',
      'Na urlopie',
      'Я в отпуске',
      'Ofis dışındayım',
      'På semester Sv: paket',
      'Mimo kancelář',
      'خارج المكتب',
      'מחוץ למשרד',
      '不在の連絡',
      '休暇中',
      '我正在休假',
      '휴가 중',
      'Đang nghỉ phép',
    ].map((Subject): [string, Fields] => [
      `is of Exchange, ${Subject}`,
      { Subject, 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    ]),
  ])('is one that %s', async (_, fields) => {
    expect(await isAutomatic(writeMail(fields))).toBe(true);
  });

  it('is a receipt', async () => {
    const disposition = 'message/disposition-notification';
    expect(await isAutomatic(receipt('report; report-type=disposition-notification', disposition))).toBe(true);
    expect(await isAutomatic(receipt('report', disposition))).toBe(true);
  });

  it.each<[string, Fields]>([
    ['a person’s', {}],
    ['a person’s under such a subject', { Subject: 'Out of office, so where is my parcel?' }],
    ['an answer to such a note', { Subject: 'Re: Automatic reply: Your parcel', Precedence: 'bulk' }],
    ['generated', { 'Auto-Submitted': 'auto-generated' }],
    ['of Exchange, which suppresses answers', { 'X-Auto-Response-Suppress': 'OOF, AutoReply' }],
    ['of a shop, on what is absent', { 'X-Auto-Response-Suppress': 'All', Subject: 'Absent parts in my parcel' }],
    ['of a shop, on a vacation', { 'X-Auto-Response-Suppress': 'All', Subject: 'Vacation rental: two keys missing' }],
    ['of a list', { 'List-Id': '<l.example>', Precedence: 'list', 'Auto-Submitted': 'auto-replied' }],
    ['of a shop, in an answer', { 'X-Auto-Response-Suppress': 'All', Subject: 'AW: Abwesenheitsnotiz' }],
    ['a forward of such a note', { 'Auto-Submitted': 'auto-generated', Subject: 'Fwd: Automatic reply: q' }],
    ['of a shop, on a journey', { 'X-Auto-Response-Suppress': 'All', Subject: 'On vacation we lost the parcel' }],
    ['of a shop, on leave', { 'Auto-Submitted': 'auto-generated', Subject: 'In ferie ho perso il pacco' }],
    ['a newsletter', { 'List-Unsubscribe': '<https://a.example>', Precedence: 'bulk', Subject: 'Vacation sale' }],
    ['of a form', { 'Auto-Submitted': 'auto-replied', 'Reply-To': 'bob@buyer.example' }],
    ['a mail server’s', { From: 'MAILER-DAEMON@mx.example', 'Auto-Submitted': 'auto-replied' }],
    ['a refusal', { 'X-Failed-Recipients': 'ann@buyer.example', 'Auto-Submitted': 'auto-replied' }],
    ['one that says no', { 'Auto-Submitted': 'no', 'X-Autoreply': 'no' }],
  ])('is none that is %s', async (_, fields) => {
    expect(await isAutomatic(writeMail(fields))).toBe(false);
  });
});
