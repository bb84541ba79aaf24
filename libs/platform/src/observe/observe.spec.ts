import type { AddressInfo } from 'node:net';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Express } from 'express';
import { createLog, Metrics, NestLog, requestLog } from './index.js';

function capture(level: 'debug' | 'info' = 'debug') {
  const lines: string[] = [];
  const log = createLog(level, { process: 'test' }, { write: (line) => void lines.push(line) });
  return { log, lines, last: () => JSON.parse(lines.at(-1)!) as Record<string, unknown> };
}

describe('the log', () => {
  it('keeps to one line whatever is logged', () => {
    const { log, lines } = capture();
    log.info('a\nb', { from: '\u001b[31mred\r\nINFO forged \u009b31m\u2028x' });
    expect(lines).toHaveLength(1);
    // oxlint-disable-next-line no-control-regex -- the very thing that must not be there
    expect(lines[0]!.trimEnd()).toMatch(/^[^\u0000-\u001f\u007f-\u009f\u2028]+$/);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'info', msg: 'a\nb', process: 'test' });
  });

  it('hides what has a secret name', () => {
    const { log, lines } = capture();
    log.warn('careless', {
      password: 'hunter2',
      channel: { accessToken: 'hunter2' },
      headers: { authorization: 'hunter2' },
    });
    expect(lines[0]).not.toContain('hunter2');
  });

  it('takes no parameters or statements from an error', () => {
    const { log, lines, last } = capture();
    const error = Object.assign(new Error('duplicate key\n    at forged'), {
      code: '23505',
      parameters: ['hunter2'],
      query: 'insert hunter2',
      detail: 'Key (email)=(hunter2)',
    });
    log.error('failed', error, { ticketId: '1' });
    expect(lines[0]).not.toContain('hunter2');
    expect(last()).toMatchObject({ level: 'error', ticketId: '1', error: { code: '23505' } });
  });

  it('takes what Nest logs', () => {
    const { log, last } = capture();
    const nest = new NestLog(log);
    nest.log('started', 'NestApplication');
    expect(last()).toMatchObject({ level: 'debug', msg: 'started', context: 'NestApplication' });
    nest.error(new Error('broken'), 'Handler');
    expect(last()).toMatchObject({ level: 'error', msg: 'Error', context: 'Handler', error: { message: 'broken' } });
  });
});

describe('requests', () => {
  it('are logged and measured by pattern, not by what the caller wrote', async () => {
    const { log, lines } = capture();
    const metrics = new Metrics();
    const app = new ExpressAdapter().getInstance<Express>();
    app.use(requestLog(log, metrics)).get('/tickets/:id', (_, response) => void response.json({}));
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await (await fetch(`${base}/tickets/secret-id?token=secret-token`)).text();
    await (await fetch(`${base}/secret-path`)).text();
    await new Promise((resolve) => server.close(resolve));
    expect(lines.map((line) => (JSON.parse(line) as { route: string }).route)).toEqual(['/tickets/:id', 'none']);
    const { text } = await metrics.scrape();
    expect(text).toContain('route="/tickets/:id",status="200"');
    expect(lines.join() + text).not.toContain('secret-');
  });
});

describe('gauges', () => {
  it('are read at each scrape, and one that hangs or fails is left out', async () => {
    const metrics = new Metrics();
    metrics.gauge('waypost_outbox_lag_seconds', 'Age of the oldest event.', () => [{ value: 3 }]);
    metrics.gauge('waypost_jobs', 'Jobs.', async () => [{ labels: { queue: 'a', state: 'failed' }, value: 2 }], [
      'queue',
      'state',
    ]);
    metrics.gauge('waypost_hangs', 'Never ends.', () => new Promise(() => undefined));
    metrics.gauge('waypost_fails', 'Throws.', () => {
      throw new Error('no');
    });
    const { text } = await metrics.scrape();
    expect(text).toContain('waypost_outbox_lag_seconds 3');
    expect(text).toContain('waypost_jobs{queue="a",state="failed"} 2');
    expect(text).not.toMatch(/^waypost_(hangs|fails) /m);
  });
});
