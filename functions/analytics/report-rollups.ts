import type { Rolled } from '#data/counters/codes.ts';
import type { Context } from '#data/organization/context.ts';
import { isFine, rangesOf, type ReportOptions } from './report.ts';
import { readRollups } from './rollups.ts';

/** Reads one family of rollups for the requested range and, if a comparison is requested, the preceding range. */
export const rollupsOf = <F extends Rolled>(
  context: Context,
  family: F,
  options: ReportOptions,
  isByOwner = false,
) =>
  readRollups(context, {
    family,
    ranges: rangesOf(options),
    owners: options.owners,
    today: options.today,
    isFine: isFine(options),
    isByOwner,
  });
