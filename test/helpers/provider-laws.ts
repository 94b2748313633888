import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { Confidence, type Provider, type Secret } from '../../src/providers/types.ts';
import {
  buildSigned,
  type CaseSettings,
  defaultOptions,
  NOW_MS,
  TARGET_URL,
} from './provider-cases.ts';

/** The secret a provider documents for trials. */
export function testSecret(provider: Provider): Secret {
  assert.ok(provider.secret.kind === 'shared');
  return { kind: 'shared', value: provider.secret.testSecret };
}

/**
 * One test for each event and format: built, encoded and signed it verifies, is recognised and described as itself, and
 * the same seed gives the same bytes.
 */
export function testEveryEvent(provider: Provider, settings: CaseSettings = {}): void {
  const secret = testSecret(provider);
  const options = { ...defaultOptions(provider), ...settings.options };
  for (const event of provider.events) {
    for (const format of event.formats) {
      it(`${event.name} as ${format}: signed, it verifies, is recognised and described as itself`, () => {
        const request = buildSigned(provider, event, secret, { ...settings, format });
        const view = viewRequest(request);
        const url = new URL(request.path, TARGET_URL).href;
        const input = { secrets: [secret], url, nowMs: NOW_MS, options };
        assert.deepEqual(provider.verify(view, input).status, 'ok');
        assert.equal(provider.recognise(view), Confidence.certain);
        const [summary, ...more] = provider.describe(view);
        assert.deepEqual([summary?.name, summary?.wireName], [event.name, event.wireName]);
        assert.deepEqual(more, []);
        assert.deepEqual(buildSigned(provider, event, secret, { ...settings, format }), request);
      });
    }
  }
}

/** Nothing a sender can do makes a provider throw. */
export function testHostileInput(provider: Provider, headerNames: readonly string[]): void {
  it('nothing throws on hostile input', () => {
    const type = fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      '',
    );
    const form = fc
      .array(fc.tuple(fc.constantFrom('payload', 'command', 'AccountSid', 'a'), fc.string()))
      .map((fields) => utf8Bytes(new URLSearchParams(fields).toString()));
    const jsonForm = fc.json().map((text) => utf8Bytes(`payload=${encodeURIComponent(text)}`));
    const body = fc.oneof(fc.uint8Array(), fc.json().map(utf8Bytes), form, jsonForm);
    const value = fc.oneof(fc.string(), fc.constant('t=1,v1='), fc.constant('v0='));
    const secrets = [{ kind: 'shared', value: 'x' }] as const;
    const options = defaultOptions(provider);
    fc.assert(
      fc.property(type, body, value, fc.string(), (contentType, bytes, text, path) => {
        const headers: HeaderList = [
          ['Content-Type', contentType],
          ...headerNames.map((name) => [name, text] as const),
        ];
        for (const list of [headers, headers.slice(0, 1), []]) {
          const view = viewRequest({ method: 'POST', path, headers: list, body: bytes });
          provider.recognise(view);
          provider.describe(view);
          provider.signatureParts(view);
          for (const url of ['not a URL', `http://127.0.0.1${path}`]) {
            provider.verify(view, { secrets, url, nowMs: 0, options });
          }
        }
      }),
    );
  });
}
