import type { Refusal } from './refusal.ts';

/** Refusals because of the state of what a request is about. */
export const conflictRefusals: Refusal[] = [
  {
    status: 409,
    codes: ['conflict'],
    operations: /^calendar\.(create|update|delete)$/,
    reason: 'another request replaced the same feed at the same time',
  },
  {
    status: 409,
    codes: ['conflict'],
    operations: /^portal\.confirm$/,
    reason: 'the address isn’t the one to which access was given',
  },
  {
    status: 409,
    codes: ['conflict'],
    operations: /^imports\.rows$/,
    reason: 'rows with problems are listed once they are checked',
  },
  {
    status: 409,
    codes: ['conflict'],
    operations: /^billing\.testStripe$/,
    reason: 'another request may have removed the key',
  },
];
