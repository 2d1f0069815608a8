import { dateIn } from '#data/values/day.ts';
import type { Deal } from '#contract/records/deal.ts';
import type { deals } from '#contract/records/deal-operations.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Stage } from '#contract/stage.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import { dealRecords, pipelineOf, stageMeaning, stageOf } from '#data/records/deal.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { loadForWrite } from '#data/records/operations.ts';
import { actionsOf, change } from '#data/records/write.ts';
import { transact } from '#data/store/transact.ts';

type Operations = typeof deals.operations;

/** Marks a deal as won today or on an earlier day. If the deal is already won, only the day can change. */
export async function win(context: Context, { id, body }: InputOf<Operations['win']>): Promise<Deal> {
  const deal = await loadForWrite(dealRecords, context, id);
  const stageId = stageIn(context, deal, 'won');
  const isNew = stageId !== deal.stageId;
  const closedAt = body.closedOn ? instantOn(context, body.closedOn) : isNew ? context.now : deal.closedAt;
  return write(context, deal, { stageId, closedAt, lostReason: null }, 'won');
}

export async function lose(context: Context, { id, body }: InputOf<Operations['lose']>): Promise<Deal> {
  const deal = await loadForWrite(dealRecords, context, id);
  return write(context, deal, { stageId: stageIn(context, deal, 'lost'), lostReason: body.reason }, 'lost');
}

/**
 * Reopens a deal in the stage it came from, or in the first open stage if the former stage is no longer in use. An open
 * deal stays unchanged.
 */
export async function reopen(context: Context, { id }: InputOf<Operations['reopen']>): Promise<Deal> {
  const deal = await loadForWrite(dealRecords, context, id);
  if (stageOf(context.settings, String(deal.stageId))?.meaning === 'open') return deal as unknown as Deal;
  const former = stageOf(context.settings, String(deal.openStageId));
  const stageId = former && !former.retired ? former.id : stageIn(context, deal, 'open');
  return write(context, deal, { stageId, lostReason: null }, 'reopened');
}

function stageIn({ settings }: Context, deal: AnyRecord, meaning: Stage['meaning']): string {
  const now = stageOf(settings, String(deal.stageId));
  if (now?.meaning === meaning) return now.id;
  const pipeline = pipelineOf(settings, String(deal.stageId));
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

async function write(
  context: Context,
  deal: AnyRecord,
  patch: Record<string, unknown>,
  action: string,
): Promise<Deal> {
  const written = change(dealRecords, context, deal, patch, action);
  if (written.actions.length > 0) await transact(context, actionsOf(dealRecords, context, [written]));
  return written.record as unknown as Deal;
}
