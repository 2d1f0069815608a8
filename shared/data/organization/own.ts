import type { Context } from './context.ts';

/** Whether an operation in the caller's scope, own or all, is about something that this user created. */
export const isOwn = (
  { scope, actor }: Pick<Context, 'scope' | 'actor'>,
  { createdBy }: { createdBy: string },
): boolean => scope === 'all' || createdBy === actor.userId;
