import { contactVector } from './contact-words.js';

describe('words of a contact', () => {
  it('are those of the name and of each part of an address', () => {
    const words = contactVector('María Pérez', [{ kind: 'email', value: 'm.perez@shop.example' }]);
    for (const word of ['maria', 'perez', 'm', 'shop', 'example']) expect(words).toContain(`'${word}'`);
  });

  it('are also the ends of a name, so that any part of it is the beginning of a word', () => {
    const words = contactVector('Brinkmann', [{ kind: 'email', value: 'annabuyer@shop.example' }]);
    for (const word of ['inkmann', 'mann', 'buyer']) expect(words).toContain(`'${word}'`);
    expect(contactVector('김지은', [])).toBe(`'김지은' '지은'`);
  });

  it('are a phone as one number, with the country and as it is dialled at home, and by its last digits', () => {
    const words = contactVector(null, [{ kind: 'phone', value: '447700900123' }]);
    for (const word of ['447700900123', '7700900123', '07700900123', '900123', '0123'])
      expect(words).toContain(`'${word}'`);
  });

  it('are never the id of a browser', () => {
    expect(contactVector(null, [{ kind: 'visitor', value: 'b3f1c2d4' }])).toBe('');
  });
});
