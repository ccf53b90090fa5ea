import { expect, test } from '@jest/globals';
import { makeOutcome } from '../../../src/keys/outcome.ts';
import { id } from '../../support/keys.ts';

test('an outcome has what the deletion returned, else what was read, else nothing', () => {
  const key = { uid: id(1), known: { name: 'old', created: 'old', modified: 'old' } };
  const common = { uid: id(1), reason: '', mayBeDeleted: false };
  expect(makeOutcome(key, 'deleted', { key: { name: 'new', created: '' } })).toEqual({
    ...common,
    name: 'new',
    created: 'old',
    modified: 'old',
    status: 'deleted',
    confirmed: true,
  });
  expect(makeOutcome({ uid: id(1), known: {} }, 'would-delete')).toEqual({
    ...common,
    name: '',
    created: '',
    modified: '',
    status: 'would-delete',
    confirmed: false,
  });
});

test('an outcome has the response to a deletion that failed, and no field for one that did not', () => {
  const response = { httpStatus: 400, code: 1234, rayId: 'ray' };
  const key = { uid: id(1), known: {} };
  expect(makeOutcome(key, 'failed', { response })).toMatchObject({ response });
  expect(makeOutcome(key, 'failed', { reason: 'why' })).not.toHaveProperty('response');
});
