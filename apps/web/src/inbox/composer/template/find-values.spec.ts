import type { Template } from '#libs/contracts';
import { factOf, fillTemplate, missingIn, valuesOf } from './find-values.js';

const variable = (name: string, example: string | null = null) =>
  ({ part: 'body', name, kind: 'text', example }) as const;
const template = (body: string, ...names: string[]): Template => ({
  id: '019a0c2e-7d3b-7c11-9a42-0d5c8a6f2b10',
  name: 'x',
  language: 'en',
  category: 'utility',
  status: 'approved',
  quality: 'high',
  reason: null,
  sendable: true,
  header: null,
  body,
  footer: null,
  buttons: [],
  variables: names.map((name) => variable(name)),
});

describe('the values of a template', () => {
  it.each([
    ['Hello {{1}}, welcome', 'contact'],
    ['مرحبًا {{1}}، طلبك', 'contact'],
    ['{{1}}您好，', 'contact'],
    ['Ihre Bestellung {{1}} ist da', 'order'],
    ['طلبك {{1}} لدى الجمارك', 'order'],
    ['您的订单 {{1}} 正在清关', 'order'],
    ['It arrives on {{1}}.', 'date'],
    ['Use {{1}} at the till', undefined],
    ['Say {{1}}', undefined],
  ])('stand for what the words around them say: %s', (body, fact) => {
    expect(factOf(variable('1'), body)).toBe(fact);
  });

  it.each([
    ['customer_name', 'contact'],
    ['agent_name', 'agent'],
    ['order_number', 'order'],
    ['delivery_day', 'date'],
    ['constructor', undefined],
  ])('stand for what their name says: %s', (name, fact) => {
    expect(factOf(variable(name), '')).toBe(fact);
  });

  it('are taken from the ticket, but a day only when the agent says so', () => {
    const facts = { contact: 'Inês', order: 'HH-1', date: 'Thursday' };
    const filled = fillTemplate(template('Hello {{1}}, order {{2}} comes on {{3}}', '1', '2', '3'), facts, {});
    expect(filled).toMatchObject([
      { value: 'Inês', isFound: true },
      { value: 'HH-1', isFound: true },
      { value: '', isFound: false, suggestion: 'Thursday' },
    ]);
    expect(missingIn(filled).map(({ key }) => key)).toEqual(['body.3']);
  });

  it('are what was typed, also when that is nothing', () => {
    const filled = fillTemplate(template('Hello {{1}}', '1'), { contact: 'Inês' }, { 'body.1': '' });
    expect(filled).toMatchObject([{ value: '', isFound: false, suggestion: 'Inês' }]);
    expect(valuesOf(fillTemplate(template('Hello {{1}}', '1'), {}, { 'body.1': ' Ann ' }))).toEqual({
      body: { 1: 'Ann' },
    });
  });
});
