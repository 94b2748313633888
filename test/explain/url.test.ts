import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HeaderList } from '../../src/core/headers.ts';
import { mandrill } from '../../src/providers/mandrill/index.ts';
import { smtpeter } from '../../src/providers/smtpeter/index.ts';
import { OWN_KEY } from '../helpers/copernica-cases.ts';
import { bodyOf, caseOf, explained, shared } from '../helpers/failed-cases.ts';
import { buildSigned, TARGET_URL } from '../helpers/provider-cases.ts';
import { urlSignature, urlSigner } from '../helpers/url-signing.ts';

const KEY = '0123456789abcdef0123456789abcdef';
const FIELDS = [
  ['MessageSid', 'SM1'],
  ['Body', 'hello there'],
  ['AccountSid', 'AC1'],
] as const;
const FORM = new URLSearchParams(Object.fromEntries(FIELDS)).toString();

/** A request that was signed for `signed` and that the receiver sees as `seen`. */
function causeOf(signed: string, seen: string, headers: HeaderList = []): string | undefined {
  const { pathname, search } = new URL(seen);
  const request = {
    method: 'POST',
    path: pathname + search,
    headers: [
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['X-Url-Signature', urlSignature(KEY, signed, FIELDS)],
      ...headers,
    ] as const,
    body: bodyOf(FORM),
  };
  return explained(caseOf(urlSigner, request, [shared(KEY)], { url: seen }))?.cause;
}

describe('URLs that were signed', () => {
  const seen = 'http://hooks.example.com/in?tenant=7';

  it('is silent when the URL is right', () => {
    assert.equal(causeOf(seen, seen), undefined);
  });

  it('names another scheme', () => {
    assert.equal(causeOf('https://hooks.example.com/in?tenant=7', seen), 'url-scheme');
  });

  it('names another port', () => {
    assert.equal(causeOf('http://hooks.example.com:80/in?tenant=7', seen), 'url-port');
    assert.equal(causeOf(seen, 'http://hooks.example.com:8080/in?tenant=7'), 'url-port');
    const headers = [['X-Forwarded-Port', '8443']] as const;
    assert.equal(causeOf('http://hooks.example.com:8443/in?tenant=7', seen, headers), 'url-port');
  });

  it('names another host, as proxies tell it', () => {
    const inner = 'http://app.internal/in?tenant=7';
    for (const headers of [
      [['X-Forwarded-Host', 'hooks.example.com']],
      [['X-Original-Host', 'hooks.example.com']],
      [['Forwarded', 'for=192.0.2.1;host="hooks.example.com";proto=http']],
      [['Host', 'hooks.example.com']],
    ] as const) {
      assert.equal(causeOf(seen, inner, headers), 'url-host', headers[0][0]);
    }
  });

  it('names credentials in the URL', () => {
    const signed = 'http://user:pass@hooks.example.com/in?tenant=7';
    const headers = [['Authorization', `Basic ${btoa('user:pass')}`]] as const;
    assert.equal(causeOf(signed, seen, headers), 'url-host');
  });

  it('names a final slash', () => {
    assert.equal(causeOf('http://hooks.example.com/in/?tenant=7', seen), 'url-trailing-slash');
    assert.equal(causeOf(seen, 'http://hooks.example.com/in/?tenant=7'), 'url-trailing-slash');
  });

  it('names another path', () => {
    const prefixed = [['X-Forwarded-Prefix', '/api']] as const;
    assert.equal(causeOf('http://hooks.example.com/api/in?tenant=7', seen, prefixed), 'url-path');
    const original = [['X-Original-URI', '/v1/in?tenant=7']] as const;
    assert.equal(causeOf('http://hooks.example.com/v1/in?tenant=7', seen, original), 'url-path');
  });

  it('names a query that was left out, sorted or escaped otherwise', () => {
    assert.equal(causeOf('http://hooks.example.com/in', seen), 'url-query');
    const two = 'http://hooks.example.com/in?b=1&a=x+y';
    assert.equal(causeOf('http://hooks.example.com/in?a=x+y&b=1', two), 'url-query');
    assert.equal(causeOf('http://hooks.example.com/in?b=1&a=x%20y', two), 'url-query');
  });

  it('names a proxy when several parts differ', () => {
    const headers = [
      ['X-Forwarded-Proto', 'https'],
      ['X-Forwarded-Host', 'abc.tunnel.example'],
    ] as const;
    const signed = 'https://abc.tunnel.example/in?tenant=7';
    assert.equal(causeOf(signed, 'http://127.0.0.1:4665/in?tenant=7', headers), 'url-proxy');
  });

  it('names fields that were not sorted', () => {
    const unsorted = seen + FIELDS.flat().join('');
    assert.equal(causeOf(unsorted, seen), undefined, 'this is the URL with no fields');
    const request = {
      method: 'POST',
      path: '/in?tenant=7',
      headers: [
        ['Content-Type', 'application/x-www-form-urlencoded'],
        ['X-Url-Signature', urlSignature(KEY, unsorted, [])],
      ] as const,
      body: bodyOf(FORM),
    };
    const failed = caseOf(urlSigner, request, [shared(KEY)], { url: seen });
    assert.equal(explained(failed)?.cause, 'parameter-order');
  });

  it('corrects a URL that an option holds', () => {
    const signed = 'https://hooks.example.com/mandrill';
    const events = 'mandrill_events=%5B%7B%22event%22%3A%22open%22%7D%5D';
    const signature = urlSignature(KEY, signed, [['mandrill_events', '[{"event":"open"}]']]);
    const request = {
      method: 'POST',
      path: '/mandrill',
      headers: [
        ['Content-Type', 'application/x-www-form-urlencoded'],
        ['X-Mandrill-Signature', signature],
      ] as const,
      body: bodyOf(events),
    };
    const options = { 'webhook-url': 'http://hooks.example.com/mandrill' };
    const url = 'http://127.0.0.1:4665/mandrill';
    const failed = caseOf(mandrill, request, [shared(KEY)], { url, options });
    assert.equal(failed.verification.status, 'failed');
    assert.equal(explained(failed)?.cause, 'url-scheme');
  });
});

describe('hosts and paths in an HTTP signature', () => {
  const [event] = smtpeter.events;
  assert.ok(event !== undefined);
  const signed = buildSigned(smtpeter, event, OWN_KEY);
  const { host } = new URL(TARGET_URL);
  const behind = (path: string, headers: HeaderList): string | undefined => {
    const request = {
      ...signed,
      path,
      headers: [
        ...signed.headers.map(
          ([name, value]) => [name, name === 'Host' ? 'app:3000' : value] as const,
        ),
        ...headers,
      ],
    };
    return explained(caseOf(smtpeter, request, [OWN_KEY]))?.cause;
  };

  it('names a proxy that replaced Host', () => {
    assert.equal(behind(signed.path, [['X-Forwarded-Host', host]]), 'url-host');
  });

  it('names a proxy that replaced Host and cut the path', () => {
    const headers = [
      ['X-Forwarded-Host', host],
      ['X-Original-URI', signed.path],
    ] as const;
    assert.equal(behind('/test?tenant=7', headers), 'url-proxy');
  });
});
