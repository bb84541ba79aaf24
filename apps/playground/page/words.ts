/** Every word of the page that is ours; what shoppers say comes from the demo's data. */
export const words = {
  title: 'Playground',
  lead: 'Write as a shopper, answer in the inbox, see the answer arrive.',
  openInbox: 'Open the inbox',
  signIn: 'Sign in as agent@demo.example, password waypost-demo',
  youAre: 'You are',
  mailbox: 'Mailbox', phone: 'Phone', shop: 'Shop',
  newMail: 'New mail', reply: 'Reply', back: 'Back to all mail', to: 'To', subject: 'Subject', message: 'Message', send: 'Send', sending: 'Sending', cancel: 'Cancel',
  noMail: 'No mail yet', noMailHint: 'Write to the shop, and its answer comes here.', otherMail: 'Mail to others', automatic: 'Automatic answer', me: 'Me',
  noTexts: { whatsapp: 'Say hello to the shop, on its WhatsApp number.', telegram: 'Say hello to the shop’s bot.' }, apps: 'Apps', app: { whatsapp: 'WhatsApp', telegram: 'Telegram' }, news: 'New message', write: 'Write a message', notSent: 'Not sent', samples: 'Ready to send', picture: 'Picture from the shop',
  menu: ['Table', 'Wool', 'Light'], ships: 'Ships to 64 countries', signedOut: (name: string) => `Sign in as ${name}`, signedIn: (name: string) => `Signed in, ${name}`,
  signInHint: 'The shop vouches for who you are, so the chat knows you.',
  order: 'Order it', ordered: (number: string) => `Thank you. Your order is ${number}.`, leaves: 'Leaves Copenhagen tomorrow, duties included.',
  also: 'Goes well with it', orders: 'Your orders', behind: 'What the shop does next', ship: 'Ship', delay: 'Delay', deliver: 'Deliver',
  status: { paid: 'Paid', shipped: 'On its way', delayed: 'Delayed', delivered: 'Delivered' },
  promised: (date: string) => `Promised for ${date}`, arrived: 'Arrived', unreachable: 'The server does not answer. Trying again.', noDemo: 'There is no demo workspace here.',
};
