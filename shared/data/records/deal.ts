import { type Deal, deal } from '#contract/records/deal.ts';
import type { Organization, Pipeline } from '#contract/organization.ts';
import type { Stage } from '#contract/stage.ts';
import type { FieldErrorCode } from '#contract/field-error-codes.ts';
import { activitiesBeforeWin, dealFacts, furthestStage } from '../counters/deal-facts.ts';
import { positionOfNew } from '../values/position.ts';
import { countedMinor, dealTallies } from '../counters/deal-sums.ts';
import { dateIn } from '../values/day.ts';
import { present, type RecordDefinition } from './definition.ts';
import { lacksNewPrices, pricedFields, wrongTotals } from './document.ts';

/** The pipeline of a stage; undefined if no pipeline contains the stage. */
export function pipelineOf(settings: Organization, stageId: string): Pipeline | undefined {
  return settings.pipelines.find((pipeline) => pipeline.stages.some((stage) => stage.id === stageId));
}

/** A stage by id; undefined if no pipeline contains it. */
export function stageOf(settings: Organization, stageId: string): Stage | undefined {
  return pipelineOf(settings, stageId)?.stages.find((stage) => stage.id === stageId);
}

/** A pipeline's first stage in use that has this meaning. */
export function stageMeaning(pipeline: Pipeline, meaning: Stage['meaning']): Stage | undefined {
  return pipeline.stages.find((stage) => stage.meaning === meaning && !stage.retired);
}

/**
 * Default values of `pipelineId` and `stageId`. The pipeline is the requested one, or else that of the requested stage,
 * or else the first one in use. The stage is its first open one.
 */
function defaults(settings: Organization, input: Readonly<Record<string, unknown>>): Partial<Deal> {
  const { pipelineId, stageId } = input;
  const pipeline =
    settings.pipelines.find(({ id }) => id === pipelineId) ??
    (typeof stageId === 'string' ? pipelineOf(settings, stageId) : undefined) ??
    settings.pipelines.find(({ retired }) => !retired);
  const stage = pipeline && stageMeaning(pipeline, 'open');
  return { ...(pipeline ? { pipelineId: pipeline.id } : {}), ...(stage ? { stageId: stage.id } : {}) };
}

/**
 * The values that follow from a change of stage, such as the time when the deal entered the stage. The card moves to
 * the top of the stage.
 */
function keep(
  record: Deal,
  before: Deal | undefined,
  { now, settings }: { now: string; settings: Organization },
): Record<string, unknown> {
  if (before?.stageId === record.stageId) return {};
  const meaning = stageOf(settings, record.stageId)?.meaning ?? 'open';
  const wasOpen = before && (stageOf(settings, before.stageId)?.meaning ?? 'open') === 'open';
  const openStageId = wasOpen ? before.stageId : before?.openStageId;
  return {
    stageSince: now,
    position: positionOfNew(now, record.id),
    closedAt: meaning === 'open' ? null : now,
    openStageId: meaning === 'open' ? null : openStageId,
    ...(meaning === 'lost' ? {} : { lostReason: null }),
    ...(before ? { stageSeconds: stageSeconds(before, now) } : {}),
  };
}

/** Maximum number of stages whose time is kept: more than a pipeline can have. */
const timedStagesMax = 60;

function stageSeconds(
  { stageId, stageSince, createdAt, stageSeconds: earlier = {} }: Deal,
  now: string,
): Record<string, number> {
  const seconds = Math.max(0, Math.floor((Date.parse(now) - Date.parse(stageSince ?? createdAt)) / 1000));
  const { [stageId]: known = 0, ...others } = earlier;
  const entries: [string, number][] = [...Object.entries(others), [stageId, known + seconds]];
  return Object.fromEntries(entries.slice(-timedStagesMax));
}

type Wrong = { field: string; code: FieldErrorCode } | undefined;

/** A lost deal must have a reason, and other deals can't have one. */
function checkReason(record: Deal, settings: Organization, before: Deal | undefined): Wrong {
  const isLost = ({ stageId }: Deal) => stageOf(settings, stageId)?.meaning === 'lost';
  const { lostReason } = record;
  if (!isLost(record))
    return lostReason === undefined ? undefined : { field: 'lostReason', code: 'not_allowed' };
  // Deals that were lost before reasons were required can be updated without one.
  const hadNone = before && isLost(before) && before.lostReason === undefined;
  return lostReason === undefined && !hadNone ? { field: 'lostReason', code: 'required' } : undefined;
}

/** Checks a bulk change for values that no deal can have, before any deal is changed. */
function checkForMany(values: Readonly<Record<string, unknown>>, settings: Organization): Wrong {
  const { stageId, lostReason = null } = values;
  if (typeof stageId !== 'string') return undefined;
  const isLost = stageOf(settings, stageId)?.meaning === 'lost';
  if (isLost === (lostReason !== null)) return undefined;
  return { field: 'lostReason', code: isLost ? 'required' : 'not_allowed' };
}

/**
 * Checks the converted value, that the stage belongs to the pipeline, and the reason for a loss. A new stage must be in
 * use, and so must its pipeline, unless the change closes a deal that is already in that pipeline.
 */
function check(record: Deal, settings: Organization, before: Deal | undefined): Wrong {
  const wrong = record.lines && wrongTotals(pricedOf(record, settings));
  if (wrong) return wrong;
  if (lacksNewPrices(pricedOf(record, settings), before && pricedOf(before, settings)))
    return { field: 'value', code: 'lines_needed' };
  if (countedMinor(record, settings) > Number.MAX_SAFE_INTEGER)
    return { field: 'exchangeRate', code: 'too_big' };
  const pipeline = settings.pipelines.find((entry) => entry.id === record.pipelineId);
  const stage = pipeline?.stages.find((entry) => entry.id === record.stageId);
  if (!pipeline || !stage) return { field: 'stageId', code: 'not_a_choice' };
  const reason = checkReason(record, settings, before);
  if (reason || before?.stageId === record.stageId) return reason;
  if (stage.retired) return { field: 'stageId', code: 'not_a_choice' };
  const isClosing = before?.pipelineId === pipeline.id && stage.meaning !== 'open';
  return pipeline.retired && !isClosing ? { field: 'pipelineId', code: 'not_a_choice' } : undefined;
}

/**
 * The value in the organization's currency. It is capped, because a value can exceed the representable range if the
 * organization's currency changed after the exchange rate was entered.
 */
const countedValue = (record: Deal, settings: Organization): number =>
  Math.min(countedMinor(record, settings), Number.MAX_SAFE_INTEGER);

/** A deal's lines are in the currency of its value. */
const pricedOf = (
  { value, lines, discountPercent }: Pick<Deal, 'value' | 'lines' | 'discountPercent'>,
  settings: Pick<Organization, 'currency'>,
) => ({ currency: value?.currency ?? settings.currency, lines, discountPercent });

/** The lines of a deal with their sum as its value. */
function valued(deal: Pick<Deal, 'value' | 'lines' | 'discountPercent'>, settings: Organization) {
  const { subtotal, total: _total, ...lines } = pricedFields(pricedOf(deal, settings));
  return { ...lines, value: subtotal };
}

/** The probability that applies to a deal, in percent: its own while it is open, otherwise that of its stage. */
function probabilityOf({ stageId, probability }: Deal, settings: Organization): number {
  const stage = stageOf(settings, stageId);
  const isOpen = (stage?.meaning ?? 'open') === 'open';
  return (isOpen ? probability : undefined) ?? stage?.probability ?? 0;
}

const computed: RecordDefinition<Deal>['computed'] = {
  values: {
    closeDate: ({ closedAt, expectedCloseDate }, { timeZone }) =>
      closedAt ? dateIn(timeZone, closedAt) : expectedCloseDate,
    outcome: ({ stageId }, settings) => stageOf(settings, stageId)?.meaning ?? 'open',
    counting: ({ value, exchangeRate }, { currency }) =>
      value && value.currency !== currency && exchangeRate === undefined ? 'uncounted' : 'counted',
    countedValue,
    weightedValue: (record, settings) =>
      (countedValue(record, settings) * probabilityOf(record, settings)) / 100,
  },
  basis: ({ timeZone, currency, pipelines }) => [
    timeZone,
    currency,
    pipelines.flatMap(({ stages }) =>
      stages.map(({ id, meaning, probability }) => [id, meaning, probability]),
    ),
  ],
};

export const dealRecords: RecordDefinition<Deal> = {
  type: deal,
  schema: 1,
  projection: 10,
  upgrades: [],
  lists: [
    { index: 'g1', sort: 'createdAt' },
    { index: 'g4', by: 'stageId', sort: 'position' },
  ],
  sorts: {
    createdAt: (record) => record.createdAt,
    position: (record) => record.position ?? record.createdAt,
  },
  computed,
  search: { terms: (record) => ({ texts: [record.title] }), detail: () => undefined },
  countedBy: 'stageId',
  derive: (record, settings) => ({
    furthestStageId: furthestStage(record, settings),
    ...(record.lines ? valued(record, settings) : {}),
  }),
  filledIn: { defaults, keep },
  counting: {
    isKnownTo: ({ pipelineId, stageId }, settings) => pipelineOf(settings, stageId)?.id === pipelineId,
    tallies: dealTallies,
    facts: dealFacts,
    factsOfActivities: activitiesBeforeWin,
  },
  rules: { check, checkForMany },
  waiting: ({ closedAt, expectedCloseDate, stageId, stageSince, nextTaskAt }) =>
    closedAt === undefined
      ? {
          // Those without a date are the last ones.
          from: expectedCloseDate ?? '~',
          values: { expectedCloseDate, stageId, stageSince, ...present({ nextTaskAt }) },
        }
      : undefined,
  fromSettings: ({ stageId }, settings) => {
    const stage = stageOf(settings, stageId);
    return stage
      ? { stage: { name: stage.name, probability: stage.probability, meaning: stage.meaning } }
      : {};
  },
};
