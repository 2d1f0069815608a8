/** The commit whose behaviour later ones are compared with. */
export const frozenCommit = '45019a0b';

/** A difference from the frozen commit that is wanted. */
export interface Accepted {
  part: string;
  where: RegExp;
  reason: string;
}

export const accepted: readonly Accepted[] = [
  {
    part: 'openapi',
    where: /› (exclusiveMaximum|maximum)$/,
    reason: 'positions have inclusive bounds, so that a refusal names the largest one',
  },
  {
    part: 'openapi',
    where: /› recordAccess › .*› allOf › |› hours › properties › days › not › /,
    reason: 'what is refused is described: access wider than reading, weeks without hours',
  },
  {
    part: 'openapi',
    where: /AccountGetData › .*› profile › properties › updatedAt › /,
    reason: 'the answer had it already',
  },
  {
    part: 'openapi',
    where: /attachments\/.*\/finish › post › description$/,
    reason: 'an upload is finished by those who can start it',
  },
  {
    part: 'templates',
    where: /› Resources › (Reminders|DueItems)\w* ›/,
    reason:
      'the function of due items has another name, and may send messages to the queues of mail and files',
  },
  {
    part: 'templates',
    where: /› Resources › (Relay|ScheduleRole)\w* ›/,
    reason: 'the relay reads items of the outbox; the schedule invokes the renamed function',
  },
  {
    part: 'templates',
    where: /ChangesNotRouted|changes-not-routed|changesNotRouted/,
    reason: 'an alarm tells of changes from which nothing could follow',
  },
  { part: 'sizes', where: /^(reminders|due-items)$/, reason: 'the function has another name' },
];
