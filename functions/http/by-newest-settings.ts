import { ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import { newestSettings } from '#data/organization/settings.ts';
import type { Run } from './call.ts';

/**
 * Settings are cached for some seconds. If a request is refused because of outdated settings, for example because it
 * names a pipeline that was just created, it is repeated once with the current settings. Nothing has been written at
 * that point.
 */
export const byNewestSettings =
  (run: Run): Run =>
  async (context: Partial<Context>, input) => {
    try {
      return await run(context, input);
    } catch (error) {
      const { orgId, settings } = context;
      if (!orgId || !settings || !isRefusedChoice(error)) throw error;
      const newest = await newestSettings(context as Context, orgId);
      if (!newest || newest.version === settings.version) throw error;
      return run({ ...context, settings: newest }, input);
    }
  };

const isRefusedChoice = (error: unknown): boolean =>
  error instanceof ProblemError && (error.errors ?? []).some(({ code }) => code === 'not_a_choice');
