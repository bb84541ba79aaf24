import { NoticeWords } from './order-notices.js';
import { nearestVariable, placeholdersIn, unknownVariablesIn } from './placeholders.js';
import { expectLinear } from '../../../test/support/expect-linear.js';

describe('a placeholder of another product', () => {
  it.each([
    ['{{name}}', 'contact.name'],
    ['{{contact.first_name | default: "there"}}', 'contact.name'],
    ['{{ contact.name | default: "{x}" }}', 'contact.name'],
    ['{{{customer}}}', 'contact.name'],
    ['{$customer_name}', 'contact.name'],
    ['{$customer.name|escape}', 'contact.name'],
    ['[$name]', 'contact.name'],
    ['<OTRS_CUSTOMER_REALNAME>', 'contact.name'],
    ['<OTRS_TICKET_TicketNumber>', 'ticket.number'],
    ['<OTRS_CUSTOMER_SUBJECT[20]>', 'contact.name'],
    ['<?= name ?>', 'contact.name'],
    ['<?php echo $name; ?>', 'contact.name'],
    ['#customer_name#', 'contact.name'],
    ['$customer_name$', 'contact.name'],
    ['((first_name))', 'contact.name'],
    ['«Name»', 'contact.name'],
    ['«First_Name»', 'contact.name'],
    ['｛｛name｝｝', 'contact.name'],
    ['｛｛contact.name｝｝', 'contact.name'],
    ['｛｛订单号｝｝', 'order.number'],
    ['｛name｝', 'contact.name'],
    ['{name}', 'contact.name'],
    ['{ name }', 'contact.name'],
    ['{Name}', 'contact.name'],
    ['{first_name}', 'contact.name'],
    ['{firstName}', 'contact.name'],
    ['{FIRST_NAME}', 'contact.name'],
    ['{first name}', 'contact.name'],
    ['{name|there}', 'contact.name'],
    ['{customer.firstName}', 'contact.name'],
    ['{contact.name}', 'contact.name'],
    ['{agent}', 'agent.name'],
    ['{your_name}', 'agent.name'],
    ['{order}', 'order.number'],
    ['{order_number}', 'order.number'],
    ['{tracking-number}', 'order.tracking'],
    ['{tracking link}', 'order.tracking'],
    ['{ticket.id}', 'ticket.number'],
    ['{shop_name}', 'store.name'],
    ['{discount}', null],
    ['{loyalty_points}', null],
    ['{email}', null],
    ['{Vorname}', 'contact.name'],
    ['{prénom}', 'contact.name'],
    ['{nombre}', 'contact.name'],
    ['{姓名}', 'contact.name'],
    ['{订单号}', 'order.number'],
    ['{Bestellnummer}', 'order.number'],
    ['{numéro de commande}', 'order.number'],
    ['%name%', 'contact.name'],
    ['%%first_name%%', 'contact.name'],
    ['%FIRSTNAME%', 'contact.name'],
    ['%order.number%', 'order.number'],
    ['%tracking_code%', 'order.tracking'],
    ['[[name]]', 'contact.name'],
    ['[[ customer.name ]]', 'contact.name'],
    ['[[order_id]]', 'order.number'],
    ['<<name>>', 'contact.name'],
    ['<<First Name>>', 'contact.name'],
    ['<<OrderNumber>>', 'order.number'],
    ['[First Name]', 'contact.name'],
    ['[Name]', 'contact.name'],
    ['[name]', 'contact.name'],
    ['[NAME]', 'contact.name'],
    ['[Customer Name]', 'contact.name'],
    ['[Customer’s Name]', 'contact.name'],
    ['[Customer]', 'contact.name'],
    ['[first_name]', 'contact.name'],
    ['[Insert Name Here]', 'contact.name'],
    ['[Your Name]', 'agent.name'],
    ['[Order Number]', 'order.number'],
    ['[Your Order Number]', 'order.number'],
    ['[Tracking Link]', 'order.tracking'],
    ['[Company Name]', 'store.name'],
    ['[Ticket ID]', 'ticket.number'],
    ['[Kundenname]', 'contact.name'],
    ['[Nom du client]', 'contact.name'],
    ['【姓名】', 'contact.name'],
    ['[お客様名]', 'contact.name'],
  ])('is %s, the nearest of ours %s', (placeholder, nearest) => {
    expect(placeholdersIn(`Hi ${placeholder}, thanks`)).toEqual([{ text: placeholder, variable: null }]);
    expect(nearestVariable(placeholder)).toBe(nearest);
  });

  it('is found beside ours, in order and once', () => {
    expect(placeholdersIn('{{contact.name}} [Name] {{ Order.Number }} [Name] %name%')).toEqual([
      { text: '{{contact.name}}', variable: 'contact.name' },
      { text: '[Name]', variable: null },
      { text: '{{ Order.Number }}', variable: 'order.number' },
      { text: '%name%', variable: null },
    ]);
  });
});

describe('no placeholder', () => {
  it.each([
    'It costs {20}, or [5 €], 10% off, then 20% more',
    'Save 20%, today 30% and 50%',
    '100%name, 50%order%5',
    '{"name": "Ann", "order": 5}',
    "{'name': 'Ann'}",
    '{name: Ann, order: 5}',
    '{ "items": [ { "id": 1 } ] }',
    'function () { return name; }',
    '.button { color: red }',
    ':-{ :-} :{ {: ={ }:-) {^_^} {o_o} {x} \\{^^}/',
    ':[ :-[ ]: [: =] [-_-] [o_O]',
    'see [1], [2] and [12] [a] [i]',
    'as he says [sic], [...] […] [Ann] [ANN]',
    '[Order 1042] [#1042] [order] [Shop] Your parcel',
    '[External] [Extern] [SPAM] [WARNING]',
    'Press [Enter], open [My Account], then [My Orders] and [Order status]',
    '[Save] [Cancel] [Send] [OK] [Contact us] [Track your parcel]',
    'See [our site](https://shop.example), [Tracking link](https://shop.example/t), [name][1]',
    '[image: logo.png] [cid:logo] [link]',
    '[x] done [ ] open',
    '<<Bonjour>> he said, << oui >> and 5 << 6 >> 2',
    '«Name»',
    'Write in the field «Name», then press «OK»',
    'Le titre du livre est «Nom», «Paris»; Bonjour «Paris», merci',
    'It costs $5, $10 or $20$, or {$20}, [$5] and [$A 20]',
    '#sale# #order #name and #123#, issue #name-1',
    'f((x)) ((see below)) ((order of 2 May))',
    '<b>OTRS_</b> <OTRS> <name@shop.example> <?xml version="1.0"?> a <? b ?>',
    'x$name price$ $HOME/$USER $a$',
    '%20name%20 caf%C3%A9 %D0%BF%D1%80',
    'https://shop.example/?q=%7Bname%7D&a=[b]&c={d}',
    'C:\\Users\\%USERNAME2% 5%-10%',
    '{a} {b} {1} {} {{}} {{ }} {{7*7}} ${7*7}',
    'the set {red, green, blue} or {red}',
    '{PayPal} {eBay} {iPhone}',
    '「名前」『注文』（姓名）【注意】【重要】【订单】',
    '[sizes: S, M, L] [S] [M/L]',
    '[10:05] Ann: hello',
    'a[i] = b[name_of]; list[0]',
    `{${'a'.repeat(300)}} [${'name '.repeat(60)}] %${'n'.repeat(99)}%`,
  ])('is in: %s', (text) => {
    expect(placeholdersIn(text)).toEqual([]);
  });
});

it.each([
  '{',
  '{{a|',
  '{{a|{',
  '{$a',
  '<?=',
  '<OTRS_A',
  '((a',
  '#a',
  '$a',
  '[$a',
  '«a',
  'a «',
  '[',
  '%a',
  '<<a',
  '{{',
  '｛',
  '[name ',
  '{name|',
  '【a',
])('takes no time for many of %j', (sign) => {
  expectLinear((times) => unknownVariablesIn(sign.repeat(times)), 80_000);
});

describe('the words of a notice', () => {
  const check = (text: string) =>
    NoticeWords.safeParse({ form: NoticeWords.shape.form.options[0], locale: 'en', subject: 'Your order', text });

  it('name values of notices', () => {
    expect(check('{{order.number}} by {{ order.promised }}, {{Store.Name}}').success).toBe(true);
  });

  it.each([
    '{{name}}',
    '{order_number}',
    '[Order Number]',
    '#{order.id}',
    '{{contact.name}}',
    '{{order.nubmer}}',
    '%order%',
  ])('have no placeholder that nothing fills in: %s', (placeholder) => {
    expect(check(`About ${placeholder}`).error?.issues[0]?.message).toContain(placeholder);
  });
});
