/** The words by which mail programs mark history and forwards, in many languages. */
const words = (text: string): string[] => text.trim().split(/\s*\|\s*/);

/** Labels of the header that mail programs put above a quoted mail, by field. */
export const quotedFields = {
  from: words(`
    from | von | de | da | van | fra | från | od | lähettäjä | от | от кого | від | від кого | kimden | gönderen | expéditeur |
    remitente | mittente | feladó | de la | dari | từ | người gửi | 发件人 | 发信人 | 寄件者 | 寄件人 | 差出人 | 送信者 | 送信元 |
    보낸 사람 | 보낸사람 | 보낸이 | 보내는 사람 | من | المرسل | מאת | από | จาก | odesílatel | saatja | nuo | pošiljatelj |
    daripada | expedidor | pengirim | nadawca | afzender | avsändare | afsender | avsender`),
  date: words(`
    sent | date | gesendet | gesendet am | datum | envoyé | envoyé le | enviado | enviado el | enviada em | enviado em |
    enviada | fecha | data | data/hora | inviato | inviata | verzonden | verzonden op | sendt | dato | skickat | wysłano |
    wysłane | odesláno | odoslané | дата | отправлено | дата отправки | надіслано | надіслане | изпратено | tarih | gönderildi |
    gönderme tarihi | gönderilme tarihi | lähetetty | päivämäärä | elküldve | dátum | tanggal | dikirim | terkirim | ngày |
    đã gửi | ngày gửi | trimis | poslano | poslato | saadetud | kuupäev | enviat | 发送时间 | 发送日期 | 日期 | 时间 | 傳送日期 |
    寄件日期 | 傳送時間 | 送信日時 | 送信日 | 日時 | 日付 | 날짜 | 보낸 날짜 | 보낸날짜 | 보낸 시간 | 전송 날짜 | تاريخ الإرسال |
    تم الإرسال | التاريخ | أرسلت | أُرسلت | תאריך | נשלח | נשלח ב | ημερομηνία | στάλθηκε | วันที่ | ส่ง`),
  to: words(`
    to | an | à | para | a | aan | til | till | do | komu | кому | kime | alıcı | vastaanottaja | címzett | kepada | đến |
    tới | người nhận | către | za | prima | kam | kellele | per a | 收件人 | 收信人 | 收件者 | 宛先 | 送信先 | 받는 사람 | 받는사람 |
    받는이 | إلى | الى | المستلم | אל | προς | ถึง | destinataire | destinatario | destinatário | cc | kopie | copie | copia`),
  subject: words(`
    subject | betreff | betr | objet | sujet | asunto | assunto | oggetto | ogg | onderwerp | emne | ämne | temat |
    předmět | predmet | тема | относно | konu | aihe | tárgy | perihal | subjek | judul | chủ đề | tiêu đề | subiect | zadeva |
    naslov | assumpte | teema | 主题 | 标题 | 主旨 | 主題 | 件名 | 제목 | الموضوع | נושא | θέμα | เรื่อง`),
};

/** Labels of a form, which no mail program puts above a quoted mail. */
export const formLabels = words(`
  email | e-mail | email address | e-mail address | mail | message | your message | name | full name | first name | last name |
  phone | phone number | telephone | tel | mobile | comment | comments | question | order | order number | company |
  e-mail-adresse | nachricht | ihre nachricht | telefon | telefonnummer | vorname | nachname | kommentar | frage | firma |
  bestellnummer | anliegen | adresse e-mail | courriel | nom | prénom | téléphone | votre message | commentaire | correo |
  correo electrónico | nombre | apellidos | teléfono | mensaje | comentario | mensagem | nome | telefone | comentário |
  messaggio | telefono | cognome | commento | bericht | naam | telefoon | e-mailadres | wiadomość | imię | imię i nazwisko |
  сообщение | имя | телефон | почта | эл. почта | электронная почта | повідомлення | ім'я | mesaj | ad soyad | e-posta |
  meddelande | meddelelse | besked | melding | namn | navn | viesti | nimi | puhelin | zpráva | jméno | správa | meno |
  üzenet | név | nume | μήνυμα | όνομα | τηλέφωνο | pesan | nama | telepon | tin nhắn | họ tên | điện thoại | ข้อความ | ชื่อ |
  邮箱 | 电子邮箱 | 邮件地址 | 电话 | 手机 | 姓名 | 留言 | 内容 | 消息 | 订单号 | 電話 | 內容 | 留言內容 | メールアドレス | 電話番号 |
  お名前 | 氏名 | お問い合わせ内容 | 이메일 | 전화번호 | 이름 | 문의 내용 | 내용 | البريد الإلكتروني | الهاتف | الاسم | الرسالة |
  אימייל | טלפון | שם | הודעה`);

/** Labels of a date that people too write above a day of any kind. */
export const plainDates = words(`
  date | datum | fecha | data | dato | дата | tarih | päivämäärä | dátum | tanggal | ngày | kuupäev | 日期 | 时间 | 日時 | 日付 | 날짜 |
  التاريخ | תאריך | ημερομηνία | วันที่`);

/** Texts between rules above a quoted mail, such as "-----Original Message-----", also those of QQ and NetEase. */
export const originalMarkers = words(`
  original message | original | original e-mail | original email | replied message | reply message | original-nachricht |
  ursprüngliche nachricht | originalnachricht | original nachricht | ursprüngliche mail | message d.origine | mail d.origine |
  e-mail d.origine | courriel d.origine | message original | mail original | message initial | mensaje original |
  correo original | mensagem original | e-mail original | messaggio originale | oorspronkelijk bericht |
  originele bericht | origineel bericht | oprindelig meddelelse | ursprungligt meddelande | opprinnelig melding |
  wiadomość oryginalna | oryginalna wiadomość | původní zpráva | původní e-mail | pôvodná správa | alkuperäinen viesti |
  eredeti üzenet | mesajul original | mesaj original | исходное сообщение | исходное письмо | оригинальное сообщение |
  вихідне повідомлення | orijinal mesaj | orijinal ileti | orijinal e-posta | özgün ileti | pesan asli | email asli | thư gốc |
  tin nhắn gốc | αρχικό μήνυμα | ข้อความต้นฉบับ | 原始邮件 | 原邮件 | 邮件原件 | 原始信件 | 回复的原邮件 | 原始郵件 | 原始訊息 | 原始郵件內容 |
  元のメッセージ | 元のメール | 원본 메시지 | 원본 메일 | 원본메일 | 원본메시지 | الرسالة الأصلية | رسالة أصلية | ההודעה המקורית |
  הודעה מקורית`);

/** Those of them that say that the mail is answered, not forwarded. */
export const repliedMarkers = words('replied message | reply message | 回复的原邮件');

/** Headings of a forwarded mail. */
export const forwardMarkers = words(`
  forwarded message | forwarded by | begin forwarded | forwarded mail | forwarded email | weitergeleitete nachricht |
  weitergeleiteten nachricht | weitergeleitete mail | weitergeleitet von | message transféré | message réexpédié |
  courriel transféré | mensaje reenviado | mensaje remitido | correo reenviado | mensagem encaminhada |
  mensagem reencaminhada | messaggio inoltrato | doorgestuurd bericht | doorgezonden bericht | videresendt |
  vidarebefordrat | videresendt melding | przekazana wiadomość | przekazanej wiadomości | wiadomość przekazana |
  přeposlaná zpráva | předaná zpráva | preposlaná správa | továbbított üzenet | edelleenlähetetty | välitetty viesti |
  пересылаемое | пересланное | переадресованное | переадресованного | перенаправлено | переслане | 转发的邮件 | 转发邮件 |
  转发的消息 | 被转发 | 轉寄 | 轉發 | 転送 | 전달된 | 전달 메일 | الرسالة المحولة | رسالة معاد توجيهها | المُعاد توجيهها | المعاد توجيهها |
  الرسالة المعاد | إعادة توجيه | הודעה שהועברה | iletilen ileti | iletilmiş mesaj | yönlendirildi | yönlendirilen | diteruskan |
  được chuyển tiếp | chuyển tiếp | προωθημένο | ส่งต่อ`);

/** Verbs of the line "On Monday, Ann wrote:". */
export const wroteVerbs = words(`
  wrote | writes | schrieb | schreibt | geschrieben | a écrit | écrit | escribió | escribio | escribe | escreveu |
  ha scritto | scrive | schreef | heeft geschreven | skrev | pisze | napisał | napisał(a) | napisała | napsal | napsal(a) |
  napsala | napísal | kirjoitti | írta | написал | написала | написал(а) | пишет | писал | написав | пише | yazdı |
  şunu yazdı | şunları yazdı | a scris | menulis | đã viết | viết | va escriure | je napisao | написа | 写道 | 寫道 | 书写 | 撰写 |
  のメッセージ | のメール | 書きました | さんは書きました | 작성 | 작성했습니다 | 썼습니다 | 쓰셨습니다 | 님이 쓴 글 | كتب | كتبت | كتابة ما يلي |
  כתב | כתבה | כתב/ה | έγραψε | เขียนว่า | เขียน | से लिखा | लिखा`);

/** Words that begin the line "On Monday, Ann wrote:". */
export const onWords = words(`
  on | at | am | le | el | em | il | op | den | dne | dnia | w dniu | pada | vào | på | a | il giorno | no dia | el día |
  pe | în data de | la data de | στις | в | у | בתאריך | ב- | ב | في | بتاريخ | ngày | dňa | tanggal |
  en | 在 | 於 | 于 | เมื่อ | ใน`);

/** Nouns of an attribution without a verb: "Quoting Ann <ann@…>:". */
export const quotingWords = words(`
  quoting | zitat von | citat från | citat fra | citando | citando a | citation de | citaat van | citeren | citát |
  cytowanie | цитирую | цитата | selon | citando o | mensaje citado por | citeert`);

/** Words that no program puts into an attribution: a person cites by hand with these. */
export const pronouns = words(`
  you | i | we | he | she | they | it | sie | ich | wir | er | du | ihr | vous | je | tu | nous | elle | ils | usted |
  ustedes | yo | ellos | você | vocês | eu | lei | io | lui | voi | u | ik | jij | hij | zij | jullie | ni | jag | вы |
  ты | я | он | она | siz | sen | ben | anda | saya | bạn | tôi | wy | ty | pan | pani | أنت | أنتم | 您 | 你 | 我 | 你们`);

/** The addressee, behind the verb: no program says so. */
export const citedTo = words(`
  me | us | to | that | you | him | her | mir | uns | mich | ihnen | dir | euch | an | ihr | ihre | ihrem | ihrer | mein | meine |
  moi | nous | vous | à | aux | au | a | al | para | nos | mi | ci | ti | alla | mij | ons | aan | till | til | do | mnie |
  nam | mne | мне | нам | вам | в | bana | bize | إلي | لي | إلى | לי | לנו | אל`);

/** Prefixes of subjects, by what they say of the mail. "VS" answers in Finnish and forwards in Danish. */
export const subjectPrefixes = {
  answer: words(`
    re | aw | sv | antw | antwort | res | r | rif | ref | odp | ynt | yan | cvp | vá | atb | hv | bls | balas | trả lời |
    tl | ha | на | отв | ответ | відп | απ | σχετ | răsp | 回复 | 答复 | 回覆 | 返信 | 회신 | 답장 | 답변 | رد |
    תגובה | השב | ตอบ | ตอบกลับ`),
  forward: words(`
    fw | fwd | wg | wtr | tr | rv | enc | i | inoltra | doorst | vb | vl | pd | ilt | i̇lt | tov | továbbítás | trs |
    terusan | chuyển tiếp | пересл | перенапр | προωθ | πρθ | redir | 转发 | 转寄 | 轉寄 | 轉發 | 転送 | 전달 |
    إعادة توجيه | הועבר | ส่งต่อ | preposlat | přeposlat | doorgestuurd | weitergeleitet | transféré`),
};
