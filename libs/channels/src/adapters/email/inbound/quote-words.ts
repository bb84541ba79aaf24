/** Labels of the header that mail programs put above the mail they answer, by field, in the languages of their users. */
export const quotedFields = {
  from: ['from', 'von', 'de', 'da', 'van', 'fra', 'från', 'od', 'lähettäjä', 'от', 'от кого', 'від', 'kimden', 'gönderen', 'expéditeur', 'remitente', 'mittente', 'feladó', 'de la', 'dari', 'từ', '发件人', '寄件者', '寄件人', '差出人', '送信者', '보낸 사람', '보낸사람', '보낸이', 'من', 'المرسل', 'מאת', 'από', 'จาก'],
  date: ['sent', 'date', 'gesendet', 'datum', 'envoyé', 'envoyé le', 'enviado', 'enviado el', 'enviada em', 'fecha', 'data', 'inviato', 'verzonden', 'sendt', 'dato', 'skickat', 'wysłano', 'odesláno', 'дата', 'отправлено', 'надіслано', 'tarih', 'gönderildi', 'gönderme tarihi', 'lähetetty', 'elküldve', 'tanggal', 'ngày', 'đã gửi', '发送时间', '发送日期', '日期', '时间', '傳送日期', '寄件日期', '送信日時', '送信日', '日時', '日付', '날짜', '보낸 날짜', '보낸날짜', 'تاريخ الإرسال', 'تم الإرسال', 'التاريخ', 'أرسلت', 'תאריך', 'נשלח', 'ημερομηνία', 'วันที่'],
  to: ['to', 'an', 'à', 'para', 'a', 'aan', 'til', 'till', 'do', 'komu', 'кому', 'kime', 'alıcı', 'vastaanottaja', 'címzett', 'kepada', 'đến', '收件人', '收件者', '宛先', '받는 사람', '받는사람', '받는이', 'إلى', 'المستلم', 'אל', 'προς', 'ถึง', 'destinataire', 'destinatario'],
  subject: ['subject', 'betreff', 'objet', 'asunto', 'assunto', 'oggetto', 'onderwerp', 'emne', 'ämne', 'temat', 'předmět', 'тема', 'konu', 'aihe', 'tárgy', 'perihal', 'subjek', 'chủ đề', '主题', '主旨', '主題', '件名', '제목', 'الموضوع', 'נושא', 'θέμα', 'เรื่อง'],
};

/** What stands between rules above the quoted mail: "-----Original Message-----", QQ's and NetEase's own. */
export const originalMarkers = [
  'original message', 'original', 'replied message', 'reply message', 'ursprüngliche nachricht', 'originalnachricht', 'message d.origine', 'message original', 'mensaje original', 'mensagem original', 'messaggio originale',
  'oorspronkelijk bericht', 'oprindelig meddelelse', 'ursprungligt meddelande', 'opprinnelig melding', 'wiadomość oryginalna', 'původní zpráva', 'alkuperäinen viesti', 'исходное сообщение', 'исходное письмо', 'оригинальное сообщение',
  'orijinal mesaj', 'özgün ileti', '原始邮件', '原邮件', '回复的原邮件', '原始郵件', '原始訊息', '元のメッセージ', '元のメール', '원본 메시지', '원본 메일', '원본메일', 'الرسالة الأصلية', 'ההודעה המקורית', 'thư gốc',
];

/** Whoever passes a mail on wants it read: what follows these is never folded away. */
export const forwardMarkers = [
  'forwarded message', 'forwarded by', 'begin forwarded', 'weitergeleitete nachricht', 'weitergeleiteten nachricht', 'message transféré', 'mensaje reenviado', 'mensagem encaminhada', 'messaggio inoltrato', 'doorgestuurd bericht',
  'пересылаемое', 'пересланное', '转发的邮件', '转发邮件', '轉寄', '転送', '전달된', 'الرسالة المحولة', 'رسالة معاد توجيهها', 'iletilen ileti',
];

/** Verbs of the line "On Monday, Ann wrote:". */
export const wroteVerbs = [
  'wrote', 'writes', 'schrieb', 'schreibt', 'a écrit', 'escribió', 'escribio', 'escreveu', 'ha scritto', 'schreef', 'skrev', 'pisze', 'napisał', 'napisał(a)', 'napsal', 'napsal(a)', 'kirjoitti', 'írta', 'написал', 'написала', 'написал(а)', 'пишет', 'писал',
  'yazdı', 'şunu yazdı', 'a scris', 'menulis', 'đã viết', '写道', '寫道', '书写', 'のメッセージ', '書きました', '작성', '작성했습니다', '썼습니다', 'كتب', 'كتبت', 'كتابة ما يلي', 'כתב', 'έγραψε', 'เขียนว่า', 'से लिखा',
];
