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
    assert.equal(confirming?.what, 'the SubscriptionConfirmation of Amazon SNS');
    assert.equal(confirming.answer.status, 200);
    assert.deepEqual(confirming.visit, {
      method: 'GET',
      url: membersOf(sample('subscription-confirmation'))['SubscribeURL'],
      unwanted: null,
    });
    const ended = handshake(viewRequest(snsRequest(sample('unsubscribe-confirmation'))), options);
    assert.match(ended?.visit?.unwanted ?? '', /would restore/);
    assert.equal(handshake(viewRequest(snsRequest(VECTOR_A.body)), options), null);
    assert.equal(handshake(viewRequest(snsRequest('x')), options), null);
  });

  it('a SubscribeURL at another host, with another action or topic is not to be visited', () => {
    const unwanted = (url: string, more = {}): string | null | undefined =>
      handshake(
        viewRequest(
          snsRequest(withMember(sample('subscription-confirmation'), 'SubscribeURL', url)),
        ),
        { ...options, ...more },
      )?.visit?.unwanted;
    const query =
      '?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-east-1:123456789012:ses-events';
    assert.match(unwanted(`https://example.com/${query}`) ?? '', /is at https:\/\/example\.com/);
    assert.match(unwanted(`http://sns.us-east-1.amazonaws.com/${query}`) ?? '', /is at http:/);
    assert.match(unwanted('no URL') ?? '', /is no URL/);
    assert.match(unwanted('https://sns.us-east-1.amazonaws.com/?Action=Publish') ?? '', /Action/);
    assert.match(unwanted(`https://sns.us-east-1.amazonaws.com/${query}x`) ?? '', /another topic/);
    const standIn = { 'sns-url': 'http://127.0.0.1:4665' };
    assert.equal(unwanted(`http://127.0.0.1:4665/${query}`, standIn), null);
    assert.match(unwanted(`http://127.0.0.1:46650/${query}`, standIn) ?? '', /is at http:/);
  });
});
