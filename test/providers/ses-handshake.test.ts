import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { viewRequest } from '../../src/core/request-view.ts';
import { handshake } from '../../src/providers/ses/handshake.ts';
import { ses } from '../../src/providers/ses/index.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';
import { membersOf, snsRequest, withMember } from '../helpers/ses-cases.ts';
import { SNS_SAMPLES, VECTOR_A } from '../helpers/ses-samples.ts';

describe('ses handshake', () => {
  const options = defaultOptions(ses);
  const sample = (name: string): string =>
    SNS_SAMPLES.find(({ event }) => event === name)?.body ?? '';

  it('a subscription wants a GET of SubscribeURL, an unsubscription is undone by one, others want nothing', () => {
    const confirming = handshake(
      viewRequest(snsRequest(sample('subscription-confirmation'))),
      options,
    );
    assert.equal(confirming?.event, 'subscription-confirmation');
    assert.equal(confirming.answer.status, 200);
    assert.deepEqual(confirming.visit, {
      method: 'GET',
      url: membersOf(sample('subscription-confirmation'))['SubscribeURL'],
      isWanted: true,
      fault: null,
    });
    const ended = handshake(viewRequest(snsRequest(sample('unsubscribe-confirmation'))), options);
    assert.deepEqual([ended?.visit?.isWanted, ended?.visit?.fault], [false, null]);
    assert.equal(handshake(viewRequest(snsRequest(VECTOR_A.body)), options), undefined);
    assert.equal(handshake(viewRequest(snsRequest('x')), options), undefined);
  });

  it('a SubscribeURL at another host, with another action or topic is not to be visited', () => {
    const fault = (url: string, more = {}): string | null | undefined =>
      handshake(
        viewRequest(
          snsRequest(withMember(sample('subscription-confirmation'), 'SubscribeURL', url)),
        ),
        { ...options, ...more },
      )?.visit?.fault;
    const query =
      '?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-east-1:123456789012:ses-events';
    assert.match(fault(`https://example.com/${query}`) ?? '', /is at https:\/\/example\.com/);
    assert.match(fault(`http://sns.us-east-1.amazonaws.com/${query}`) ?? '', /is at http:/);
    assert.match(fault('no URL') ?? '', /is no URL/);
    assert.match(fault('https://sns.us-east-1.amazonaws.com/?Action=Publish') ?? '', /Action/);
    assert.match(fault(`https://sns.us-east-1.amazonaws.com/${query}x`) ?? '', /another topic/);
    const standIn = { 'sns-url': 'http://127.0.0.1:4665' };
    assert.equal(fault(`http://127.0.0.1:4665/${query}`, standIn), null);
    assert.match(fault(`http://127.0.0.1:46650/${query}`, standIn) ?? '', /is at http:/);
  });
});
