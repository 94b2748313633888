import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { resolveOptions } from '../../src/providers/options.ts';
import { sendgrid } from '../../src/providers/sendgrid/index.ts';
import { buildContext, buildUnsigned, type CaseSettings } from '../helpers/provider-cases.ts';

const TEST_BUTTON = resolveOptions(sendgrid, { 'test-button': 'yes' });

function build(name: string, settings: CaseSettings): JsonObject {
  const definition = findEvent(sendgrid, name);
  const payload = definition.build(buildContext(sendgrid, definition, settings));
  assert.ok(payload.kind === 'json' && isJsonObject(payload.value));
  return payload.value;
}

describe('sendgrid "test your integration"', () => {
  it('test-button=yes writes keys, order and escapes of "Test your integration"', () => {
    const nowMs = 1_767_225_600_000;
    const settings = { nowMs, recipient: 'example@test.com', options: TEST_BUTTON };
    const bounce = { ...build('bounce', settings), sg_event_id: 'pYmE7cVyT8Gu0Wd2sKqJ1A==' };
    const group = build('group-unsubscribe', settings);
    assert.match(String(group['sg_event_id']), /^[\w-]{22}==$/);
    const { body } = sendgrid.encode(
      [
        { kind: 'json', value: bounce },
        { kind: 'json', value: { ...group, sg_event_id: 'x' } },
      ],
      { format: 'json', random: seededRandom('encode'), options: TEST_BUTTON },
    );
    const common = String.raw`"smtp-id":"\u003c14c5d75ce93.dfd.64b469@ismtpd-555\u003e"`;
    const message = '"sg_message_id":"14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0"';
    assert.equal(
      utf8Text(body),
      [
        String.raw`[{"email":"example@test.com","timestamp":1767225600,${common},"event":"bounce","category":["cat facts"],"sg_event_id":"pYmE7cVyT8Gu0Wd2sKqJ1A==",${message},"reason":"550 5.1.1 \u003cexample@test.com\u003e: Recipient address rejected: User unknown","status":"5.1.1","ip":"255.255.255.255"},`,
        `{"email":"example@test.com","timestamp":1767225600,${common},"event":"group_unsubscribe","category":["cat facts"],"sg_event_id":"x",${message},"useragent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36","ip":"255.255.255.255","url":"https://www.example.com/","asm_group_id":10}]`,
        '',
      ].join('\r\n'),
    );
  });

  it('the test button has 11 events, each described as itself, and no others', () => {
    const names = sendgrid.events.map(({ name }) => name);
    const absent = ['soft-bounce', 'bounce-delayed', 'account-status', 'inbound'];
    for (const name of names.filter((each) => !absent.includes(each))) {
      const definition = findEvent(sendgrid, name);
      const request = buildUnsigned(sendgrid, definition, { options: TEST_BUTTON });
      assert.equal(sendgrid.describe(viewRequest(request))[0]?.name, name);
    }
    assert.equal(names.length - absent.length, 11);
    for (const name of ['soft-bounce', 'bounce-delayed', 'account-status']) {
      assert.throws(() => build(name, { options: TEST_BUTTON }), { code: 'WHK_USAGE' });
    }
  });
});
