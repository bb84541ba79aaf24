import fc from 'fast-check';
import { fillVariables } from './fill-variables.js';

describe('variables of a reply', () => {
  it('are put in, however they are spelt', () => {
    expect(
      fillVariables('Dear {{contact.name}}, {{ Order.Number }} is at {{order.tracking}}.', {
        'contact.name': 'Ann',
        'order.number': 'HG-1',
        'order.tracking': 'JD 1',
      }),
    ).toEqual({ text: 'Dear Ann, HG-1 is at JD 1.', missing: [] });
  });

  it('that have no value stay and are named once', () => {
    expect(fillVariables('{{order.number}} {{order.number}} {{contact.name}}', { 'contact.name': '  ' })).toEqual({
      text: '{{order.number}} {{order.number}} {{contact.name}}',
      missing: ['order.number', 'contact.name'],
    });
  });

  it.each([
    '{{7*7}}',
    '${7*7}',
    '$&$1$$',
    '{% include "x" %}',
    '<%= 1 %>',
    '#{7*7}',
    '{{constructor.constructor}}',
    '{{agent.name}}',
  ])('take a name %j as plain text', (name) => {
    expect(fillVariables('Hello {{contact.name}}!', { 'contact.name': name, 'agent.name': 'Mia' }).text).toBe(
      `Hello ${name}!`,
    );
  });

  it('leave what is not theirs', () => {
    const text = '{{7*7}} ${7*7} {{ some.thing }} {{__proto__.x}} {contact.name}';
    expect(fillVariables(text, {})).toEqual({ text, missing: [] });
  });

  it('hold whatever a customer is called, unchanged', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        const value = name.trim();
        return !value || fillVariables('<{{contact.name}}>', { 'contact.name': name }).text === `<${value}>`;
      }),
    );
  });
});
