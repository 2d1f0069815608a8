import { measures, type analytics } from '#contract/analytics.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Pipeline } from '#contract/organization.ts';
import type { Amount } from '#data/counters/codes.ts';
import type { Context } from '#data/organization/context.ts';
import { openStages } from '#data/organization/recount.ts';
import { stageMeaning } from '#data/records/deal.ts';
import {
  reportOptions,
  isFine,
  linesOf,
  rangesOf,
  report,
  totalsOf,
  type Line,
  type Values,
} from './report.ts';
import { readRollups, type Row } from './rollups.ts';

type Operations = typeof analytics.operations;

/** The sales funnel. A deal that stopped at a stage has reached that stage and all before it. */
export async function funnel(context: Context, input: InputOf<Operations['funnel']>) {
  const options = await reportOptions(context, input);
  const pipeline = chosen(context.settings.pipelines, input.pipelineId);
  const won = pipeline && stageMeaning(pipeline, 'won');
  const stages = pipeline ? [...openStages(pipeline.stages), ...(won ? [won] : [])] : [];
  const order = new Map(stages.map(({ id }, index) => [id, index]));
  const rows = await readRollups(context, {
    family: 'funnel',
    ranges: rangesOf(options),
    owners: options.owners,
    today: options.today,
    isFine: isFine(options),
  });
  const lines = rows.map((of) => linesOf(of).filter(({ part }) => order.has(part)));
  // In totals and periods, `reached` counts all deals, because every deal has reached the first stage.
  const entered = ({ stopped = 0n, stoppedMinor = 0n, ...rest }: Values): Values => ({
    ...rest,
    stopped,
    stoppedMinor,
    reached: stopped,
    reachedMinor: stoppedMinor,
  });
  const made = await report(context, options, measures.funnel, lines, entered);
  const parts = stages.map(({ id }, index) => {
    const beyond = made.parts.filter((part) => (order.get(part.id) ?? 0) >= index);
    const sum = (name: 'stopped' | 'stoppedMinor') =>
      beyond.reduce((all, { values }) => Math.min(Number.MAX_SAFE_INTEGER, all + values[name]), 0);
    const own = made.parts.find((part) => part.id === id)?.values;
    const { stopped = 0, stoppedMinor = 0 } = own ?? {};
    return {
      id,
      values: { stopped, stoppedMinor, reached: sum('stopped'), reachedMinor: sum('stoppedMinor') },
    };
  });
  return { ...made, parts };
}

function chosen(pipelines: readonly Pipeline[], id: string | undefined): Pipeline | undefined {
  return pipelines.find((pipeline) => (id === undefined ? !pipeline.retired : pipeline.id === id));
}

/**
 * Value of open deals by expected close month, and of won deals by the month in which they were won. The sum of
 * weighted values is rounded, not each value.
 */
export async function forecast(context: Context, input: InputOf<Operations['forecast']>) {
  const options = await reportOptions(context, input, true);
  const { settings } = context;
  const stages = new Map(
    settings.pipelines
      .filter(({ id }) => input.pipelineId === undefined || id === input.pipelineId)
      .flatMap((pipeline) => pipeline.stages.map((stage) => [stage.id, { stage, pipeline }] as const)),
  );
  const read = <F extends 'expected' | 'deals'>(family: F) =>
    readRollups(context, {
      family,
      ranges: rangesOf(options),
      owners: options.owners,
      today: options.today,
      isFine: false,
      withUndated: family === 'expected',
    });
  const [expected, closed] = await Promise.all([read('expected'), read('deals')]);
  const expectedLines = (rows: readonly Row<'expected'>[] = []) =>
    rows.flatMap(({ at, part, amounts }): Line[] => {
      const known = stages.get(part);
      if (!known) return [];
      const amount = (name: Amount<'expected'>) => amounts.get(name) ?? 0n;
      const bestMinor = amount('openMinor');
      const percent =
        (bestMinor - amount('ownMinor')) * BigInt(known.stage.probability) + amount('ownPercent');
      return [{ at, part: known.pipeline.id, values: { open: amount('open'), bestMinor, percent } }];
    });
  const lines = rangesOf(options).map((_, range): Line[] => [
    ...expectedLines(expected[range]),
    ...linesOf(closed[range] ?? []).filter(
      ({ part }) => input.pipelineId === undefined || part === input.pipelineId,
    ),
  ]);
  const weighed = ({ percent = 0n, ...rest }: Values): Values => ({
    ...rest,
    weightedMinor: (percent + 50n) / 100n,
  });
  const undated = totalsOf(measures.forecast, expectedLines(expected.at(-1)), weighed);
  return { ...(await report(context, options, measures.forecast, lines, weighed)), undated };
}
