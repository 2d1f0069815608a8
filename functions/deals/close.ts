import { dateIn } from '#data/values/day.ts';
import type { Deal } from '#contract/records/deal.ts';
import type { deals as contract } from '#contract/records/deal-operations.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Stage } from '#contract/stage.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import { dealRecords, pipelineOf, stageMeaning, stageOf } from '#data/records/deal.ts';
import { records } from '#data/records/records.ts';

type Operations = typeof contract.operations;
const deals = records(dealRecords);

/** Marks a deal as won today or on an earlier day. If the deal is already won, only the day can change. */
export async function win(context: Context, { id, body }: InputOf<Operations['win']>): Promise<Deal> {
  const deal = await deals(context).load(id);
  const stageId = stageIn(context, deal, 'won');
  const isNew = stageId !== deal.stageId;
  const closedAt = body.closedOn ? instantOn(context, body.closedOn) : isNew ? context.now : deal.closedAt;
  return deals(context).write(deal, { stageId, closedAt, lostReason: null }, 'won');
}

export async function lose(context: Context, { id, body }: InputOf<Operations['lose']>): Promise<Deal> {
  const deal = await deals(context).load(id);
  return deals(context).write(
    deal,
    { stageId: stageIn(context, deal, 'lost'), lostReason: body.reason },
    'lost',
  );
}

/**
 * Reopens a deal in the stage it came from, or in the first open stage if the former stage is no longer in use. An open
 * deal stays unchanged.
 */
export async function reopen(context: Context, { id }: InputOf<Operations['reopen']>): Promise<Deal> {
  const deal = await deals(context).load(id);
  if (stageOf(context.settings, deal.stageId)?.meaning === 'open') return deal;
  const former = deal.openStageId === undefined ? undefined : stageOf(context.settings, deal.openStageId);
  const stageId = former && !former.retired ? former.id : stageIn(context, deal, 'open');
  return deals(context).write(deal, { stageId, lostReason: null }, 'reopened');
}

function stageIn({ settings }: Context, deal: Deal, meaning: Stage['meaning']): string {
  const now = stageOf(settings, deal.stageId);
  if (now?.meaning === meaning) return now.id;
  const pipeline = pipelineOf(settings, deal.stageId);
  const stage = pipeline && stageMeaning(pipeline, meaning);
  if (!stage) throw new ProblemError('conflict', { code: 'no_stage', meaning });
  return stage.id;
}

/** An instant on a calendar day in the organization's time zone. The day must not be in the future. */
function instantOn({ settings: { timeZone }, now }: Context, day: string): string {
  const today = dateIn(timeZone, now);
  if (day > today) throw fieldProblem('/closedOn', 'in_future');
  if (day === today) return now;
  // Noon UTC falls on the same day in almost all time zones. In zones that are 12 hours or more ahead of UTC, midnight
  // UTC does.
  const [noon = now, ...others] = ['12', '00', '23'].map((hour) => `${day}T${hour}:00:00.000Z`);
  return [noon, ...others].find((instant) => dateIn(timeZone, instant) === day) ?? noon;
}
