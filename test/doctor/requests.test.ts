import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { headerValue } from '../../src/core/headers.ts';
import { parseJson } from '../../src/core/json.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { parseTarget } from '../../src/delivery/target.ts';
import {
  EXTRA_FIELD,
  renamedEvent,
  UNKNOWN_EVENT,
  withExtraField,
} from '../../src/doctor/event-edits.ts';
import {
  changedNearEnd,
  withSignatureInList,
  withSignatureText,
  withTimeMoved,
} from '../../src/doctor/forgeries.ts';
import { withoutOptionalFields } from '../../src/doctor/optional-fields.ts';
import {
  buildRequest,
  type RequestFacts,
  schemeInUse,
  signRequest,
} from '../../src/doctor/requests.ts';
import { malformedBody, rewrittenBody } from '../../src/doctor/rewritten-body.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { loadAllProviders, loadProvider } from '../../src/providers/index.ts';
import { resolveOptions } from '../../src/providers/options.ts';
import type { Provider } from '../../src/providers/types.ts';
import { doctorSecret } from '../helpers/examined.ts';

const NOW_MS = Date.UTC(2026, 10, 21, 6, 50, 0, 123);

function factsOf(provider: Provider, given: Readonly<Record<string, string>> = {}): RequestFacts {
  return {
    provider,
    options: resolveOptions(provider, given),
    target: parseTarget('http://127.0.0.1:3000/hooks'),
    format: null,
    recipient: 'alice@example.net',
    messageSubject: 'Your order has shipped',
    headers: [],
    secret: doctorSecret(provider),
    seed: 'seed',
  };
}

async function signed(name: 'mailgun' | 'mailtrap' | 'smtpeter', eventName = 'delivered') {
  const provider = await loadProvider(name);
  const facts = factsOf(provider);
  const event = findEvent(provider, eventName);
  const built = buildRequest(facts, 'label', [event], NOW_MS);
  return { provider, facts, built, request: signRequest(facts, built, 'label', NOW_MS) };
}

describe('what a signed request shows of its scheme', () => {
  it('is told for each provider and its options', async () => {
    const shown = async (
      name: 'mailgun' | 'mailtrap' | 'smtp2go' | 'smtpeter',
      given: Readonly<Record<string, string>> = {},
    ) => {
      const provider = await loadProvider(name);
      return schemeInUse(factsOf(provider, given), findEvent(provider, 'delivered'), NOW_MS);
    };
    assert.deepEqual(await shown('mailtrap'), {
      authenticated: true,
      hasNonce: false,
      signatureHeader: 'Mailtrap-Signature',
    });
    assert.deepEqual(await shown('mailgun'), {
      authenticated: true,
      hasNonce: true,
      signatureHeader: null,
    });
    assert.deepEqual(await shown('smtpeter'), {
      authenticated: true,
      hasNonce: true,
      signatureHeader: 'Signature',
    });
    assert.deepEqual(await shown('smtp2go'), {
      authenticated: false,
      hasNonce: false,
      signatureHeader: null,
    });
    assert.deepEqual(await shown('smtp2go', { auth: 'query' }), {
      authenticated: true,
      hasNonce: false,
      signatureHeader: null,
    });
  });
});

describe('edits of events', () => {
  it('give every event of every provider another name, where its body names it', async () => {
    for (const provider of await loadAllProviders()) {
      for (const event of provider.events) {
        const facts = factsOf(provider);
        const built = buildRequest(facts, 'x', [event], NOW_MS);
        const [described] = provider.describe(viewRequest(built));
        if (described === undefined) continue;
        let renamed = false;
        const edited = buildRequest(facts, 'x', [event], NOW_MS, {
          edit: (payload) => {
            const changed = renamedEvent(payload, described.wireName);
            renamed = changed !== undefined;
            return changed ?? payload;
          },
        });
        if (!renamed) continue;
        assert.ok(utf8Text(edited.body).includes(UNKNOWN_EVENT), `${provider.name} ${event.name}`);
        const [now] = provider.describe(viewRequest(edited));
        assert.equal(now?.name ?? null, null, `${provider.name} ${event.name}`);
      }
    }
  });

  it('add a field beside the name, and leave everything else alone', () => {
    const value = parseJson('{"signature":{"token":"t"},"event-data":{"event":"opened","id":"1"}}');
    assert.deepEqual(withExtraField({ kind: 'json', value }, 'opened', 'more'), {
      kind: 'json',
      value: {
        signature: { token: 't' },
        'event-data': {
          event: 'opened',
          id: '1',
          [EXTRA_FIELD]: { text: 'more', list: [1, null, true] },
        },
      },
    });
    assert.deepEqual(
      withExtraField({ kind: 'form', fields: [['event', 'open']] }, 'open', 'more'),
      {
        kind: 'form',
        fields: [
          ['event', 'open'],
          [EXTRA_FIELD, 'more'],
        ],
      },
    );
  });

  it('leave out what may be missing, in bodies of both kinds', () => {
    const value = { event: 'delivery', category: 'a', custom_variables: { b: 1 }, email: 'c' };
    assert.deepEqual(withoutOptionalFields({ kind: 'json', value }, 'mailtrap'), {
      payload: { kind: 'json', value: { event: 'delivery', email: 'c' } },
      left: ['category', 'custom_variables'],
    });
    const fields = [
      ['id', '1'],
      ['tags[]', 'a'],
      ['tags[]', 'b'],
    ] as const;
    assert.deepEqual(withoutOptionalFields({ kind: 'form', fields }, 'smtpeter'), {
      payload: { kind: 'form', fields: [['id', '1']] },
      left: ['tags'],
    });
  });
});

describe('forgeries', () => {
  it('change another character than the last, whose bits may belong to no byte', () => {
    assert.equal(changedNearEnd('0123456789abcdef'), '0123456789bbcdef');
    assert.equal(changedNearEnd('QUJDREVGRw=='), 'QUJDaEVGRw==');
    assert.equal(changedNearEnd('ab'), 'bb');
    assert.equal(changedNearEnd('=='), '==');
  });

  it('change what a base64 signature decodes to', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 80 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        const forged = Buffer.from(changedNearEnd(text), 'base64');
        assert.notDeepEqual(forged, Buffer.from(bytes));
      }),
    );
  });

  it('reach signatures in headers and in bodies', async () => {
    const header = await signed('mailtrap');
    const inHeader = withSignatureText(header.provider, header.request, () => 'forged');
    assert.equal(headerValue(inHeader?.headers ?? [], 'Mailtrap-Signature'), 'forged');
    const body = await signed('mailgun');
    const inBody = withSignatureText(body.provider, body.request, () => 'forged');
    assert.match(utf8Text(inBody?.body ?? utf8Bytes('')), /"signature":"forged"\}/);
    assert.equal(
      withSignatureText(header.provider, header.built, () => 'forged'),
      null,
    );
  });

  it('wrap a signature of a JSON body, and no other', async () => {
    const body = await signed('mailgun');
    const wrapped = withSignatureInList(body.provider, body.request);
    assert.match(utf8Text(wrapped?.body ?? utf8Bytes('')), /"signature":\["[0-9a-f]{64}"\]/);
    const header = await signed('mailtrap');
    assert.equal(withSignatureInList(header.provider, header.request), null);
  });

  it('move a signed time by a second, so that it is still one', async () => {
    const { provider, request } = await signed('smtpeter');
    const moved = withTimeMoved(provider, request);
    assert.equal(headerValue(request.headers, 'Date'), 'Sat, 21 Nov 2026 06:50:00 GMT');
    assert.equal(headerValue(moved?.headers ?? [], 'Date'), 'Sat, 21 Nov 2026 06:50:01 GMT');
  });
});

describe('bodies written in another way', () => {
  it('say the same in other bytes', async () => {
    for (const [name, format] of [
      ['mailtrap', null],
      ['mailtrap', 'jsonl'],
      ['smtpeter', null],
    ] as const) {
      const provider = await loadProvider(name);
      const facts = { ...factsOf(provider), format };
      const event = findEvent(provider, name === 'mailtrap' ? 'click' : 'failure');
      const built = buildRequest(
        facts,
        'x',
        [event, event].slice(0, format === null ? 1 : 2),
        NOW_MS,
      );
      const rewritten = rewrittenBody(built);
      assert.ok(rewritten !== null);
      assert.notDeepEqual(rewritten.body, built.body);
      assert.deepEqual(
        provider.describe(viewRequest(rewritten)),
        provider.describe(viewRequest(built)),
      );
    }
  });

  it('no longer parse when they are malformed', async () => {
    const { built } = await signed('mailtrap');
    assert.equal(viewRequest(malformedBody(built)).json(), undefined);
    const form = await signed('smtpeter');
    assert.match(utf8Text(malformedBody(form.built).body), /&%=%zz&broken=%E0%A4%A$/);
  });
});
