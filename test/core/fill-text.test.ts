import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FillContext } from '../../src/core/fill-source.ts';
import { filledText, parseFillText } from '../../src/core/fill-text.ts';
import { seededRandom } from '../../src/core/random.ts';

const CONTEXT: FillContext = {
  nowMs: Date.UTC(2026, 10, 21, 6, 50, 0, 123),
  acceptedAtMs: Date.UTC(2026, 10, 21, 6, 49, 56, 123),
  recipient: 'alice@example.net',
  subject: 'Your "order"',
  event: 'bounce',
  wire: 'email.bounced',
  random: seededRandom('event'),
  message: () => seededRandom('message'),
};

/** `(now)` in a text here stands for the value of that name. */
function written(text: string): string {
  return text.replaceAll('<', '${').replaceAll('>', '}');
}

function filled(text: string, context: FillContext = CONTEXT): string {
  const parsed = parseFillText(written(text));
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.message);
  const counts = new Map<string, number>();
  return filledText(parsed.text, context, (key) => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts.get(key) ?? 0;
  });
}

function complaint(text: string): string {
  const parsed = parseFillText(written(text));
  assert.equal(parsed.ok, false, text);
  return parsed.ok ? '' : parsed.message;
}

describe('values in a fixture', () => {
  const known = [
    ['<now>', '1795243800'],
    ['<now.ms>', '1795243800123'],
    ['<now.iso>', '2026-11-21T06:50:00.123Z'],
    ['<now.iso.s>', '2026-11-21T06:50:00Z'],
    ['<now.http>', 'Sat, 21 Nov 2026 06:50:00 GMT'],
    ['<now.float>', '1795243800.123000'],
    ['<now.date>', '2026-11-21'],
    ['<now.iso.s+1h30m>', '2026-11-21T08:20:00Z'],
    ['<now-10s>', '1795243790'],
    ['<accepted>', '1795243796'],
    ['to <recipient>!', 'to alice@example.net!'],
    ['<recipient.local> at <recipient.domain>', 'alice at example.net'],
    ['<subject|json>', 'Your \\"order\\"'],
    ['<recipient|url|upper>', 'ALICE%40EXAMPLE.NET'],
    ['<event> <wire>', 'bounce email.bounced'],
    ['$<now>', written('<now>')],
  ] as const;
  for (const [text, expected] of known) {
    it(`${written(text)} becomes ${expected}`, () => {
      assert.equal(filled(text), expected);
    });
  }

  const drawn = [
    ['<uuid>', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['<random.hex(16)>', /^[0-9a-f]{16}$/],
    ['<random.digits(12)>', /^[1-9]\d{11}$/],
    ['<random.base62(27)>', /^[0-9A-Za-z]{27}$/],
    ['<random.base64url(22)>', /^[\w-]{22}$/],
    ['<random.lower(8)>', /^[a-z0-9]{8}$/],
    ['<random.integer(7, 9)>', /^[789]$/],
    ['<message.hex(4)|upper>', /^[0-9A-F]{4}$/],
  ] as const;
  for (const [text, shape] of drawn) {
    it(`${written(text)} is drawn, the same for the same seed`, () => {
      assert.match(filled(text), shape);
      assert.equal(filled(text), filled(text));
    });
  }

  it('are drawn one by one, and are one value under one label', () => {
    const [first, second, third, fourth] = filled('<uuid>,<uuid>,<uuid:a>,<uuid:a>').split(',');
    assert.notEqual(first, second);
    assert.equal(third, fourth);
    assert.notEqual(third, first);
  });

  it('of the message are the same in all its events', () => {
    const other = { ...CONTEXT, random: seededRandom('another event') };
    assert.equal(filled('<message.uuid>', other), filled('<message.uuid>'));
    assert.notEqual(filled('<uuid>', other), filled('<uuid>'));
    assert.equal(filled('<message.uuid>').length, 36);
    const [one, two] = filled('<message.uuid>,<message.uuid:other>').split(',');
    assert.notEqual(one, two);
  });

  it('do not change when another one is added before them', () => {
    assert.equal(filled('<random.hex(8)>,<uuid>').split(',')[1], filled('<uuid>'));
  });

  const wrong = [
    ['<uid>', /unknown value "uid"; did you mean uuid\?/],
    ['<now.sec>', /unknown value "now\.sec"/],
    ['<random.hex>', /is written random\.hex\(length\)/],
    ['<random.hex(1,2)>', /is written random\.hex\(length\)/],
    ['<random.integer(9,1)>', /the lower number comes first/],
    ['<random.hex(99999)>', /at most 10000 characters/],
    ['<recipient+5m>', /only to a time a distance can be added/],
    ['<now(1)>', /takes no argument/],
    ['<now+soon>', /no distance in time/],
    ['<uuid|lowr>', /unknown filter "lowr"; did you mean lower\?/],
    ['<recipient|number>', /is no number/],
    ['<now', /without "\}"/],
    ['<>', /no value/],
  ] as const;
  for (const [text, message] of wrong) {
    it(`${written(text)} is refused, and says why`, () => {
      assert.match(complaint(text), message);
    });
  }
});
