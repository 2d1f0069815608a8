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
      const isSame =
        newest?.version === settings.version &&
        JSON.stringify(newest.slots) === JSON.stringify(settings.slots);
      if (!newest || isSame) throw error;
      return run({ ...context, settings: newest }, input);
    }
  };

const isRefusedChoice = (error: unknown): boolean =>
  error instanceof ProblemError &&
  (error.errors ?? []).some(
    ({ code, pointer }) =>
      code === 'not_a_choice' || (code === 'unknown_field' && isCustomFilter.test(pointer)),
  );

/** Matches filters by a custom field, which may have become filterable a moment ago. */
const isCustomFilter = /^\/(query|filters)\/custom\./;
