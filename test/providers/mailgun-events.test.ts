import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { UsageError } from '../../src/core/errors.ts';
import { parseForm } from '../../src/core/form.ts';
import { headerValue } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import { SAMPLE_SECRET } from '../helpers/mailgun-cases.ts';
import { mask } from '../helpers/mailgun-mask.ts';
import { STORED_FILES_FIELDS, viewOf } from '../helpers/mailgun-samples.ts';
import {
  buildContext,
  buildSigned,
  buildUnsigned,
  type CaseSettings,
  defaultOptions,
} from '../helpers/provider-cases.ts';

describe('mailgun events: formats', () => {
  it('a stored mail with files lists them by URL between headers and bodies', () => {
    const stored = findEvent(mailgun, 'inbound-stored');
    const form = buildUnsigned(mailgun, stored, { format: 'form', recipient: 'a@mg.example.com' });
    const multipart = buildUnsigned(mailgun, stored, {
      format: 'multipart',
      recipient: 'a@mg.example.com',
    });
    const names =
      viewRequest(form)
        .form()
        ?.map(([name]) => name) ?? [];
    const view = viewRequest(multipart);
    const files = parseForm(viewOf('form', STORED_FILES_FIELDS).request.body);
    const bodies = names.indexOf('body-plain');
    assert.deepEqual(
      view.multipart()?.map(({ name }) => name),
      names.toSpliced(bodies, 0, ...files.map(([name]) => name)),
    );
    for (const [name, value] of files) assert.equal(mask(view.field(name) ?? ''), mask(value));
    const url = view.field('message-url') ?? 'none';
    assert.ok(view.field('attachments')?.includes(`"${url}/attachments/0"`));
  });

  it('headers are those of a capture, with the User-Agent of the option', () => {
    const [event] = mailgun.events;
    assert.ok(event !== undefined);
    assert.deepEqual(buildUnsigned(mailgun, event).headers, [
      ['Content-Type', 'application/json'],
      ['Accept-Encoding', 'gzip'],
      ['Accept', '*/*'],
      ['User-Agent', 'mailgun/treq-16.12.0'],
    ]);
    const other = buildUnsigned(mailgun, event, { options: { 'user-agent': 'mine/1' } });
    assert.equal(headerValue(other.headers, 'user-agent'), 'mine/1');
  });

  it('JSON is compact UTF-8 on one line, or as Python writes it', () => {
    const event = findEvent(mailgun, 'open');
    const recipient = 'zoë@example.net';
    const compact = utf8Text(buildUnsigned(mailgun, event, { recipient }).body);
    assert.equal(compact, JSON.stringify(JSON.parse(compact)));
    assert.ok(compact.includes(`"recipient":"${recipient}"`));
    const options = { 'json-style': 'python' };
    const python = utf8Text(
      buildSigned(mailgun, event, SAMPLE_SECRET, { recipient, options }).body,
    );
    assert.ok(python.startsWith('{"signature": {"token": "'));
    assert.ok(python.includes('"recipient": "zo\\u00eb@example.net", "recipient-domain": '));
  });

  it('a boundary is a bare UUID', () => {
    const bounce = findEvent(mailgun, 'bounce', 'legacy');
    const contentType = headerValue(buildUnsigned(mailgun, bounce).headers, 'content-type');
    assert.match(
      contentType ?? '',
      /^multipart\/form-data; boundary=[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
  });

  it('legacy bounces, drops and complaints come with the returned message, as a form without it', () => {
    for (const name of ['bounce', 'reject', 'complaint']) {
      const event = findEvent(mailgun, name, 'legacy');
      const whole = viewRequest(buildUnsigned(mailgun, event)).multipart() ?? [];
      assert.equal(whole.at(-1)?.filename, 'message.mime');
      const form = viewRequest(buildUnsigned(mailgun, event, { format: 'form' })).form() ?? [];
      const texts = whole.filter(({ filename }) => filename === undefined).map((part) => part.name);
      assert.deepEqual([...form.map(([field]) => field), 'attachment-count'].sort(), texts);
    }
  });

  it('one request holds one event', () => {
    const [event] = mailgun.events;
    assert.ok(event !== undefined);
    const payload = event.build(buildContext(mailgun, event));
    const context = {
      format: 'json',
      random: seededRandom('e'),
      options: defaultOptions(mailgun),
    } as const;
    assert.throws(() => mailgun.encode([payload, payload], context), UsageError);
    assert.throws(() => mailgun.encode([], context), UsageError);
  });
});

describe('mailgun events: identity', () => {
  const settings: CaseSettings = { seed: 'scenario', recipient: 'nobody@example.org' };
  const json = mailgun.events.filter(({ formats }) => formats[0] === 'json');

  it('all events of a message share its id, and it begins with the time of acceptance', () => {
    const ids = json.map((event) => {
      const text = utf8Text(buildUnsigned(mailgun, event, settings).body);
      return /"message-id":"([^"]+)"/.exec(text)?.[1];
    });
    assert.equal(new Set(ids).size, 1);
    assert.match(ids[0] ?? '', /^20261121064956\.[0-9a-f]{16}@mg\.example\.com$/);
  });

  it('an event happens at its time, to the millisecond and a little beyond', () => {
    const nowMs = 1_771_236_391_007;
    for (const event of json) {
      const text = utf8Text(buildUnsigned(mailgun, event, { nowMs }).body);
      assert.match(text, /"timestamp":1771236391\.007\d{3,4}[,}]/, event.name);
    }
  });

  it('all events that tell where the message is stored tell the same place', () => {
    const urls = json
      .map((event) => utf8Text(buildUnsigned(mailgun, event, settings).body))
      .flatMap((text) => /"url":"(https:\/\/storage[^"]+)"/.exec(text)?.[1] ?? []);
    assert.ok(urls.length >= 6);
    assert.equal(new Set(urls).size, 1);
  });

  it('the recipient is everywhere in its place, and its domain follows', () => {
    for (const event of json) {
      const text = utf8Text(buildUnsigned(mailgun, event, settings).body);
      assert.ok(text.includes('"recipient":"nobody@example.org"'), event.name);
      assert.doesNotMatch(text, /alice@|@example\.net/, event.name);
      if (event.name !== 'bounce-delayed') {
        assert.ok(text.includes('"recipient-domain":"example.org"'), event.name);
      }
    }
  });

  it('the same seed builds the same bytes', () => {
    for (const event of mailgun.events) {
      for (const format of event.formats) {
        const first = buildUnsigned(mailgun, event, { ...settings, format });
        assert.deepEqual(buildUnsigned(mailgun, event, { ...settings, format }), first);
      }
    }
  });

  it('legacy webhooks name the recipient by the letters of the address, if it begins with any', () => {
    const delivered = findEvent(mailgun, 'delivered', 'legacy');
    const toOf = (recipient: string): string | undefined => {
      const view = viewRequest(buildUnsigned(mailgun, delivered, { recipient }));
      return /\["To", "([^"]+)"\]/.exec(view.field('message-headers') ?? '')?.[1];
    };
    assert.equal(toOf('bob.x@example.org'), 'Bob <bob.x@example.org>');
    assert.equal(toOf('4711@example.org'), '4711@example.org');
  });

  it('a delivery is told as before the event that follows it', () => {
    const open = findEvent(mailgun, 'open');
    const text = utf8Text(buildUnsigned(mailgun, open, settings).body);
    const deliveredAt = Number(/"delivered-at":(\d+)/.exec(text)?.[1]);
    const openedAt = Number(/"timestamp":([\d.]+)/.exec(text)?.[1]);
    assert.ok(openedAt - deliveredAt > 0 && openedAt - deliveredAt < 4.2);
  });

  it('names are unique within a generation, and every name and alias finds its event', () => {
    for (const event of mailgun.events) {
      for (const name of [event.name, ...event.aliases]) {
        assert.equal(findEvent(mailgun, name, event.generation), event, name);
      }
    }
    const configured = ['accepted', 'permanent_fail', 'temporary_fail', 'hard-bounce', 'dropped'];
    assert.deepEqual(
      configured.map((name) => findEvent(mailgun, name).name),
      ['processed', 'bounce', 'soft-bounce', 'bounce', 'bounce-suppressed'],
    );
    assert.equal(findEvent(mailgun, 'drop', 'legacy').name, 'reject');
  });
});
