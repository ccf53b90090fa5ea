import { expect, test } from '@jest/globals';
import { planById } from '../../../src/keys/planned-key.ts';
import { RefusalError } from '../../../src/keys/refusal.ts';
import { id } from '../../support/keys.ts';

test('a refusal has its reason, what was planned, and what it is due to', () => {
  const cause = new Error('first');
  const planned = [planById(id(1))];
  const error = new RefusalError('Nothing was deleted.', {
    why: 'it rains',
    planned,
    failedUid: id(1),
    cause,
  });
  expect(error).toMatchObject({ name: 'RefusalError', message: 'Nothing was deleted.', cause });
  expect(error).toMatchObject({ why: 'it rains', planned, failedUid: id(1) });
});

test('a refusal without more to say has empty fields', () => {
  expect(new RefusalError('Nothing was deleted.')).toMatchObject({
    why: '',
    planned: [],
    failedUid: undefined,
  });
});
