import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nearestNames, suggestionHint } from '../../src/core/suggest.ts';

const NAMES = ['mailgun', 'mailtrap', 'smtp2go', 'smtpeter', 'copernica'];

describe('suggestions', () => {
  it('finds misspellings, swapped letters first', () => {
    assert.deepEqual(nearestNames('mailgnu', NAMES).slice(0, 1), ['mailgun']);
    assert.deepEqual(nearestNames('smptpeter', NAMES).slice(0, 1), ['smtpeter']);
  });

  it('finds names that contain what was typed', () => {
    assert.ok(nearestNames('trap', NAMES).includes('mailtrap'));
  });

  it('lists all names when none is near', () => {
    assert.equal(suggestionHint('zzzzzz', NAMES), `known: ${NAMES.join(', ')}`);
    assert.equal(suggestionHint('mailgnu', ['mailgun']), 'did you mean mailgun?');
  });

  it('lists each name once, and not too many', () => {
    assert.equal(suggestionHint('zzzzzzzz', ['push', 'push', 'ping']), 'known: push, ping');
    const many = Array.from({ length: 50 }, (_, index) => `event-number-${index}`);
    assert.match(suggestionHint('zzzzzzzz', many), /event-number-39, and 10 more$/);
  });
});
