import { placeholdersOf } from './placeholders.js';

describe('the placeholders of an answer', () => {
  it('are those of the server, ours in one spelling and each once', () => {
    expect(
      placeholdersOf('Dear {{contact.name}} {{ Contact.Name }}, {{ Order.Number }} [First Name] {name} {a}'),
    ).toEqual(['{{contact.name}}', '{{order.number}}', '[First Name]', '{name}']);
  });
});
