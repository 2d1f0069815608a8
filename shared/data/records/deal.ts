import type { Deal } from '#contract/deal.ts';
import { deal } from '#contract/deal.ts';
import type { Organization, Pipeline, Stage } from '#contract/organization.ts';
import { dealFacts, furthestStage } from '../analytics/deal-facts.ts';
import { positionOfNew } from '../position.ts';
import { wordsOf } from '../words.ts';
import { countedMinor, dealTallies } from './deal-sums.ts';
import { sortableNumber } from './definition.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';

/** The pipeline that a stage belongs to. */
export function pipelineOf(settings: Organization, stageId: string): Pipeline | undefined {
  return settings.pipelines.find((pipeline) => pipeline.stages.some((stage) => stage.id === stageId));
}

/** The stage of a deal; one that is in no pipeline any more has neither chance nor meaning. */
export function stageOf(settings: Organization, stageId: string): Stage | undefined {
  return pipelineOf(settings, stageId)?.stages.find((stage) => stage.id === stageId);
}

/** The pipeline's stage of a meaning, the first that is in use. */
export function stageMeaning(pipeline: Pipeline, meaning: Stage['meaning']): Stage | undefined {
  return pipeline.stages.find((stage) => stage.meaning === meaning && !stage.retired);
}

const laterThanAll = '9999-12-31';

type DealRecord = Deal & AnyRecord;

/** The pipeline and its first stage; either follows from the other. */
function defaults(settings: Organization, input: Readonly<Record<string, unknown>>): Partial<DealRecord> {
  const { pipelineId, stageId } = input;
  const pipeline =
    settings.pipelines.find(({ id }) => id === pipelineId) ??
    (typeof stageId === 'string' ? pipelineOf(settings, stageId) : undefined) ??
    settings.pipelines.find(({ retired }) => !retired);
  const stage = pipeline && stageMeaning(pipeline, 'open');
  return { ...(pipeline ? { pipelineId: pipeline.id } : {}), ...(stage ? { stageId: stage.id } : {}) };
}

/** What changes with the stage: since when, how long in those before, whether closed, and the card's place at the top. */
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

/** Stages whose time is remembered: more than a pipeline may have. */
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

/** A reason goes with what is lost: with a deal that becomes so, and with no other. */
function checkReason(record: DealRecord, settings: Organization, before: DealRecord | undefined): Wrong {
  const isLost = ({ stageId }: DealRecord) => stageOf(settings, stageId)?.meaning === 'lost';
  const { lostReason } = record;
  if (!isLost(record))
    return lostReason === undefined ? undefined : { field: 'lostReason', code: 'not_allowed' };
  // What was lost before reasons were asked for stays as it is.
  const hadNone = before && isLost(before) && before.lostReason === undefined;
  return lostReason === undefined && !hadNone ? { field: 'lostReason', code: 'required' } : undefined;
}

/** What no deal can be changed to, whatever it is like: known of a change of many before any of them is touched. */
function checkForMany(values: Readonly<Record<string, unknown>>, settings: Organization): Wrong {
  const { stageId, lostReason = null } = values;
  if (typeof stageId !== 'string') return undefined;
  const isLost = stageOf(settings, stageId)?.meaning === 'lost';
  if (isLost === (lostReason !== null)) return undefined;
  return { field: 'lostReason', code: isLost ? 'required' : 'not_allowed' };
}

/** A deal lies in a stage of its pipeline, and comes into one that is in use. */
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

/** In another currency of the organization than when the rate was given, a value may come to more than can be told. */
const sortedMinor = (record: DealRecord, settings: Organization): number =>
  Math.min(countedMinor(record, settings), Number.MAX_SAFE_INTEGER);

/** How deals lie in the table. */
const definition: RecordDefinition<DealRecord> = {
  type: deal,
  schema: 1,
  projection: 7,
  upgrades: [],
  unique: [],
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
    closeDate: (record) => record.closedAt ?? record.expectedCloseDate ?? laterThanAll,
    position: (record) => record.position ?? record.createdAt,
  },
  searchWords: (record) => wordsOf({ names: [record.title], emails: [], phones: [] }),
  searchDetail: () => undefined,
  countedBy: 'stageId',
  countedEach: ['tagIds', 'customerId'],
  isKnownTo: ({ pipelineId, stageId }, settings) => pipelineOf(settings, stageId)?.id === pipelineId,
  tallies: dealTallies,
  facts: dealFacts,
  derive: (record, settings) => ({ furthestStageId: furthestStage(record as DealRecord, settings) }),
  defaults,
  keep,
  check,
  checkForMany,
};

export const dealRecords = definition as unknown as RecordDefinition;
