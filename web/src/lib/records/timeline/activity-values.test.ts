import { expect, test } from 'vitest';
import type { Activity } from '#contract/logged-activity.ts';
import { activityChange, activityValues, emptyActivity, newActivity } from './activity-values.ts';

const zone = 'Europe/Madrid';
const activity: Activity = {
  id: '01a22b9e-904a-771d-98cc-72d14eb64ec5',
  version: 3,
  recordType: 'contact',
  recordId: '01a22b9e-93cb-7271-b3dd-21dfddf477b9',
  kind: 'meeting',
  title: 'Lunch at the port',
  notes: 'She wants the blue one',
  durationMinutes: 45,
  date: '2026-11-27T12:30:20.500Z',
  userId: '01a22b9e-826f-724d-b695-c16f72a63ec8',
  userName: 'Ana',
  createdAt: '2026-11-27T12:31:00.000Z',
};
const before = activityValues(activity, 'meeting', zone);
const changed = (change: object, of: Parameters<typeof activityChange>[2] = { kind: 'call' }) =>
  activityChange(before, { ...before, ...change }, of, zone);

test('a form that nobody has changed changes nothing, not even the seconds that it doesn’t show', () => {
  expect(changed({})).toEqual({});
});

test('only what was changed is sent, and what was emptied is cleared', () => {
  expect(changed({ title: ' Lunch at the beach ' })).toEqual({ title: 'Lunch at the beach' });
  expect(changed({ notes: ' ' })).toEqual({ notes: null });
  expect(changed({ minutes: '' })).toEqual({ durationMinutes: null });
  expect(changed({ minutes: '0' })).toEqual({ durationMinutes: 0 });
  expect(changed({ when: '2026-12-01T09:00' })).toEqual({ date: '2026-12-01T08:00:00.000Z' });
});

test('another kind is sent with its meaning, and a kind of the organization’s own is taken away with it', () => {
  expect(changed({ kind: 'call' })).toEqual({ kind: 'call', kindId: null });
  const own = { kind: 'meeting', kindId: 'e-1' } as const;
  expect(changed({ kind: 'e-1' }, own)).toEqual(own);
});

test('what can’t be read is sent as typed, so that it is refused at its field', () => {
  expect(changed({ when: '' })).toEqual({ date: '' });
  expect(changed({ minutes: 'half an hour' })).toEqual({ durationMinutes: 'half an hour' });
});

test('a new activity without a time has none, so that it happened when it is saved', () => {
  const values = { ...emptyActivity('email'), title: ' Offer sent ' };
  expect(newActivity(values, { kind: 'email' }, zone)).toEqual({ kind: 'email', title: 'Offer sent' });
  const whole = { ...values, when: '2026-07-01T10:15', minutes: '5', notes: 'n' };
  expect(newActivity(whole, { kind: 'email', kindId: 'e-1' }, zone)).toEqual({
    kind: 'email',
    kindId: 'e-1',
    title: 'Offer sent',
    notes: 'n',
    durationMinutes: 5,
    date: '2026-07-01T08:15:00.000Z',
  });
});
