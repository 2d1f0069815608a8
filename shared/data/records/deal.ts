import type { Deal } from '#contract/deal.ts';
import { deal } from '#contract/deal.ts';
import type { Organization, Pipeline, Stage } from '#contract/organization.ts';
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

/** A deal lies in a stage of its pipeline, and comes into one that is in use. */
function check(
  record: DealRecord,
  settings: Organization,
  before: DealRecord | undefined,
): { field: string; code: 'not_a_choice' | 'too_big' } | undefined {
  if (countedMinor(record, settings) > Number.MAX_SAFE_INTEGER)
    return { field: 'exchangeRate', code: 'too_big' };
  const pipeline = settings.pipelines.find((entry) => entry.id === record.pipelineId);
  const stage = pipeline?.stages.find((entry) => entry.id === record.stageId);
  if (!pipeline || !stage) return { field: 'stageId', code: 'not_a_choice' };
  if (before?.stageId === record.stageId) return undefined;
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
  projection: 3,
  upgrades: [],
  unique: [],
  lists: [
    { index: 'g1', sort: 'createdAt' },
    { index: 'g2', sort: 'value' },
    { index: 'g3', sort: 'expectedCloseDate' },
    { index: 'g4', by: 'stageId', sort: 'position' },
    { index: 'g5', by: 'ownerId', sort: 'createdAt' },
    { index: 'g6', by: 'customerId', sparse: true, sort: 'createdAt' },
  ],
  sorts: {
    createdAt: (record) => record.createdAt,
    value: (record, settings) => sortableNumber(sortedMinor(record, settings)),
    expectedCloseDate: (record) => record.expectedCloseDate ?? laterThanAll,
    position: (record) => record.position ?? record.createdAt,
  },
  searchWords: (record) => wordsOf({ names: [record.title], emails: [], phones: [] }),
  searchDetail: () => undefined,
  countedBy: 'stageId',
  countedEach: ['tagIds', 'customerId'],
  tallies: dealTallies,
  derive: () => ({}),
  defaults,
  keep,
  check,
};

export const dealRecords = definition as unknown as RecordDefinition;
