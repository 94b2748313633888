import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { headerValue } from '../../src/core/headers.ts';
import type { HttpSender, OutgoingRequest, SendResult } from '../../src/core/ports.ts';
import { loadProvider } from '../../src/providers/index.ts';
import { complaints, doctorConfig, examined } from '../helpers/examined.ts';
import { fakeClock } from '../helpers/fake-clock.ts';

const URL = 'http://127.0.0.1:3000/hooks?tenant=7';
const mailtrap = await loadProvider('mailtrap');
const mailgun = await loadProvider('mailgun');

interface Recorder extends HttpSender {
  readonly sent: OutgoingRequest[];
}

function answering(
  react: (request: OutgoingRequest, ordinal: number) => number | SendResult,
): Recorder {
  const sent: OutgoingRequest[] = [];
  return {
    sent,
    close: async () => {},
    send: async (request) => {
      sent.push(request);
      const reaction = react(request, sent.length);
      if (typeof reaction === 'object') return reaction;
      const response = { status: reaction, headers: [], body: new Uint8Array(0) };
      return { ok: true, response };
    },
  };
}

function failure(kind: 'refused' | 'reset' | 'dns'): SendResult {
  return { ok: false, failure: { kind, detail: `${kind} by 127.0.0.1:3000` } };
}

function isSigned({ headers }: OutgoingRequest): boolean {
  return headerValue(headers, 'Mailtrap-Signature') !== undefined;
}

describe('examine', () => {
  it('goes to the path of the target, with extra headers, and credentials of the URL', async () => {
    const sender = answering(() => 200);
    const config = doctorConfig(mailtrap, 'http://hook:pa%3Ass@127.0.0.1:3000/hooks?tenant=7', {
      headers: [['X-Team', 'mail']],
      only: ['good-delivered'],
    });
    await examined(config, { sender, clock: fakeClock() });
    assert.equal(sender.sent.length, 1);
    const [request] = sender.sent;
    assert.equal(request?.url, URL);
    assert.equal(headerValue(request?.headers ?? [], 'x-team'), 'mail');
    assert.equal(
      headerValue(request?.headers ?? [], 'authorization'),
      `Basic ${Buffer.from('hook:pa:ss').toString('base64')}`,
    );
  });

  it('sends the same bytes under the same seed and time, and others under another', async () => {
    const bodies = async (seed: string): Promise<readonly string[]> => {
      const sender = answering((request) => (isSigned(request) ? 200 : 401));
      await examined(doctorConfig(mailtrap, URL, { seed }), { sender, clock: fakeClock() });
      return sender.sent.map(({ headers, body }) =>
        JSON.stringify([headers, Buffer.from(body).toString('latin1')]),
      );
    };
    const first = await bodies('a');
    assert.deepEqual(await bodies('a'), first);
    assert.notDeepEqual(await bodies('b'), first);
    // Only the very repetitions repeat.
    assert.ok(new Set(first).size > first.length - 8, `${new Set(first).size} of ${first.length}`);
  });

  it('says nothing of good requests that were not asked for, as long as one is accepted', async () => {
    const sender = answering((request) => (isSigned(request) ? 200 : 401));
    const config = doctorConfig(mailtrap, URL, { only: ['unsigned'] });
    const { findings } = await examined(config, { sender, clock: fakeClock() });
    assert.deepEqual(
      findings.map(({ check, result }) => [check, result]),
      [['unsigned', 'pass']],
    );
    assert.equal(sender.sent.length, 2);
  });

  it('builds on the first event that is accepted', async () => {
    const sender = answering(({ body }) =>
      Buffer.from(body).includes('"event":"open"') ? 200 : 422,
    );
    const config = doctorConfig(mailtrap, URL, { only: ['extra-field'] });
    const { findings } = await examined(config, { sender, clock: fakeClock() });
    assert.deepEqual(
      findings.map(({ check, result }) => [check, result]),
      [['extra-field', 'pass']],
    );
  });

  it('tells that refusals mean nothing while good requests are refused', async () => {
    const sender = answering(() => 401);
    const config = doctorConfig(mailgun, URL, { skip: ['promises'] });
    const { findings, exitCode } = await examined(config, { sender, clock: fakeClock() });
    assert.equal(exitCode, 1);
    const unsigned = findings.find(({ check }) => check === 'unsigned');
    assert.deepEqual(unsigned, {
      type: 'finding',
      check: 'unsigned',
      group: 'bad',
      result: 'skip',
      cause: null,
      detail: 'good requests are refused, so this would tell nothing',
      hint: null,
    });
    const good = findings.find(({ check }) => check === 'good-delivered');
    assert.equal(good?.result, 'fail');
    assert.equal(good?.cause, 'refused');
    assert.match(good?.hint ?? '', /the same secret/);
  });

  it('is an error of the environment when nobody listens', async () => {
    for (const kind of ['refused', 'dns'] as const) {
      const sender = answering(() => failure(kind));
      await assert.rejects(examined(doctorConfig(mailgun, URL), { sender, clock: fakeClock() }), {
        code: 'WHK_ENVIRONMENT',
        message: `the target is out of reach: ${kind} by 127.0.0.1:3000`,
      });
    }
  });

  it('names the probe that brought the receiver down, and skips the rest', async () => {
    let isDead = false;
    const sender = answering(({ body }) => {
      if (isDead) return failure('refused');
      isDead = Buffer.from(body).includes('📮');
      return isDead ? failure('reset') : 200;
    });
    const config = doctorConfig(mailtrap, URL, { only: ['odd'] });
    const { findings } = await examined(config, { sender, clock: fakeClock() });
    const found = new Map(findings.map((finding) => [finding.check, finding]));
    assert.equal(found.get('non-ascii')?.result, 'pass');
    assert.equal(found.get('emoji')?.cause, 'no-answer');
    assert.equal(found.get('raw-bytes')?.cause, 'no-answer');
    assert.equal(found.get('large')?.detail, 'nobody listens any more since raw-bytes');
    assert.equal(found.get('method-get')?.result, 'skip');
  });

  it('takes being told to slow down for a warning', async () => {
    const sender = answering((request, ordinal) => {
      if (!isSigned(request)) return 401;
      return ordinal > 4 ? 429 : 200;
    });
    const config = doctorConfig(mailtrap, URL, { only: ['burst'] });
    const { findings, exitCode } = await examined(config, { sender, clock: fakeClock() });
    assert.deepEqual(complaints(findings), { burst: 'warn' });
    assert.match(findings[0]?.detail ?? '', /^accepted 3 of 8, and answered 429 to another; /);
    assert.equal(exitCode, 0);
  });

  it('stops without another word when it is interrupted', async () => {
    const stopper = new AbortController();
    const sender = answering((_request, ordinal) => {
      if (ordinal === 3) stopper.abort();
      return 200;
    });
    const ports = { sender, clock: fakeClock(), stop: stopper.signal };
    const { findings, exitCode } = await examined(doctorConfig(mailtrap, URL), ports);
    assert.equal(exitCode, 130);
    assert.equal(findings.length, 2);
  });

  it('waits a moment for the count, and then takes the event for lost', async () => {
    const clock = fakeClock();
    let count = 0;
    const sender = answering(({ method }) => {
      if (method !== 'GET') return 200;
      count += 1; // rises late, and by one only
      const body = Buffer.from(`{"count":${count < 4 ? 0 : 1}}`);
      return { ok: true, response: { status: 200, headers: [], body } };
    });
    const config = doctorConfig(mailtrap, URL, {
      only: ['good-delivered', 'good-bounce'],
      countUrl: 'http://127.0.0.1:3000/count',
      countLagMs: 1000,
    });
    const { findings } = await clock.runUntil(examined(config, { sender, clock }));
    assert.deepEqual(
      findings.map(({ result, cause, detail }) => [result, cause, detail.split(';')[0]]),
      [
        ['pass', null, 'answered 200 and processed one event'],
        ['fail', 'not-processed', 'answered 200 and processed nothing'],
      ],
    );
  });

  it('knows how far Mailgun and SMTP2GO can be trusted', async () => {
    const smtp2go = await loadProvider('smtp2go');
    const config = doctorConfig(smtp2go, URL, { only: ['bad'] });
    const sender = answering(() => 200);
    const { findings, exitCode } = await examined(config, { sender, clock: fakeClock() });
    assert.equal(exitCode, 0);
    assert.deepEqual(complaints(findings), { unsigned: 'warn' });
    const others = findings.filter(({ check }) => check !== 'unsigned');
    assert.ok(others.every(({ result }) => result === 'skip'));
    assert.equal(sender.sent.length, 1);
  });

  it('examines user and password of the URL where the scheme has nothing else', async () => {
    const smtp2go = await loadProvider('smtp2go');
    const config = doctorConfig(smtp2go, 'http://u:p@127.0.0.1:3000/', { only: ['unsigned'] });
    const sender = answering(({ headers }) =>
      headerValue(headers, 'authorization') === 'Basic dTpw' ? 200 : 401,
    );
    const { findings } = await examined(config, { sender, clock: fakeClock() });
    assert.deepEqual(
      findings.map(({ check, result, detail }) => [check, result, detail]),
      [['unsigned', 'pass', 'answered 401']],
    );
  });

  it('skips what needs another key when none can be made', async () => {
    const smtpeter = await loadProvider('smtpeter');
    const config = doctorConfig(smtpeter, URL, { only: ['wrong-key', 'refusal-status'] });
    const { findings } = await examined(config, {
      sender: answering(() => 200),
      clock: fakeClock(),
      keyPair: () => ({ publicKeyPem: '', privateKeyPem: 'no key' }),
    });
    assert.deepEqual(
      findings.map(({ check, result }) => [check, result]),
      [
        ['wrong-key', 'skip'],
        ['refusal-status', 'skip'],
      ],
    );
  });
});
