import { type Deal, deal } from '#contract/records/deal.ts';
import type { Organization, Pipeline, Stage } from '#contract/organization.ts';
import { dealFacts, furthestStage } from '../counters/deal-facts.ts';
import { positionOfNew } from '../values/position.ts';
import { searchTermsOf } from '../values/search-terms.ts';
import { countedMinor, dealTallies } from '../counters/deal-sums.ts';
import { sortableNumber, type AnyRecord, type RecordDefinition } from './definition.ts';

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

const afterAllDates = '9999-12-31';

type DealRecord = Deal & AnyRecord;

/**
 * Default values of `pipelineId` and `stageId`. The pipeline is the requested one, or else that of the requested stage,
 * or else the first one in use. The stage is its first open one.
 */
function defaults(settings: Organization, input: Readonly<Record<string, unknown>>): Partial<DealRecord> {
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
  record: DealRecord,
  before: DealRecord | undefined,
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
  { stageId, stageSince, createdAt, stageSeconds: earlier = {} }: DealRecord,
  now: string,
): Record<string, number> {
  const seconds = Math.max(0, Math.floor((Date.parse(now) - Date.parse(stageSince ?? createdAt)) / 1000));
  const { [stageId]: known = 0, ...others } = earlier;
  const entries: [string, number][] = [...Object.entries(others), [stageId, known + seconds]];
  return Object.fromEntries(entries.slice(-timedStagesMax));
}

type Wrong = { field: string; code: 'not_a_choice' | 'not_allowed' | 'required' | 'too_big' } | undefined;

/** A lost deal must have a reason, and other deals can't have one. */
function checkReason(record: DealRecord, settings: Organization, before: DealRecord | undefined): Wrong {
  const isLost = ({ stageId }: DealRecord) => stageOf(settings, stageId)?.meaning === 'lost';
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
function check(record: DealRecord, settings: Organization, before: DealRecord | undefined): Wrong {
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
 * The value to sort by. It is capped, because a value can exceed the representable range if the organization's currency
 * changed after the exchange rate was entered.
 */
const sortedMinor = (record: DealRecord, settings: Organization): number =>
  Math.min(countedMinor(record, settings), Number.MAX_SAFE_INTEGER);

const definition: RecordDefinition<DealRecord> = {
  type: deal,
  schema: 1,
  projection: 8,
  upgrades: [],
  lists: [
    { index: 'g1', sort: 'createdAt' },
    { index: 'g2', sort: 'value' },
    { index: 'g3', sort: 'closeDate' },
    { index: 'g4', by: 'stageId', sort: 'position' },
    { index: 'g5', by: 'ownerId', sort: 'createdAt' },
    { index: 'g6', by: 'customerId', sparse: true, sort: 'createdAt' },
  ],
  sorts: {
    createdAt: (record) => record.createdAt,
    value: (record, settings) => sortableNumber(sortedMinor(record, settings)),
    closeDate: (record) => record.closedAt ?? record.expectedCloseDate ?? afterAllDates,
    position: (record) => record.position ?? record.createdAt,
  },
  searchTerms: (record) => searchTermsOf({ names: [record.title], emails: [], phones: [] }),
  searchDetail: () => undefined,
  countedBy: 'stageId',
  countedEach: ['tagIds', 'customerId'],
  derive: (record, settings) => ({ furthestStageId: furthestStage(record as DealRecord, settings) }),
  filledIn: { defaults, keep },
  counting: {
    isKnownTo: ({ pipelineId, stageId }, settings) => pipelineOf(settings, stageId)?.id === pipelineId,
    tallies: dealTallies,
    facts: dealFacts,
  },
  rules: { check, checkForMany },
};

export const dealRecords = definition as unknown as RecordDefinition;
