import { randomBytes } from 'node:crypto';
import { limits } from '#contract/limits.ts';
import type { Pipeline } from '#contract/organization.ts';
import type { Stage } from '#contract/stage.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';

/** A requested stage. Without an id it is new. */
export interface RequestedStage {
  id?: string | undefined;
  name: string;
  color: Stage['color'];
  probability: number;
  /** Null means the usual number. Left out, it stays as it was. */
  staleDays?: number | null | undefined;
}

/**
 * A random id, short to keep settings small. A stage's id starts with the id of its pipeline, so that it is unique in
 * the organization.
 */
export const newId = (prefix: string): string => `${prefix}-${randomBytes(4).toString('hex')}`;

/** The pipeline's stages in their new order: open stages as requested, won and lost, then removed ones. */
export function arranged(
  pipeline: Pipeline,
  input: readonly RequestedStage[],
  isInMotion: (id: string) => boolean = () => false,
): Stage[] {
  const open = pipeline.stages.filter(({ meaning, retired }) => meaning === 'open' && !retired);
  const seen = new Set<string>();
  const errors: FieldFault[] = [];
  const stages = input.map(({ id, name, color, probability, staleDays }, index): Stage => {
    const before = id === undefined ? undefined : open.find((stage) => stage.id === id);
    const isKnown = id === undefined || (before && !seen.has(id));
    if (!isKnown) errors.push({ pointer: `/stages/${index}/id`, code: 'not_a_choice' });
    seen.add(id ?? '');
    const stage: Stage = { id: id ?? newId(pipeline.id), name, color, probability, meaning: 'open' };
    const days = staleDays === undefined ? before?.staleDays : staleDays;
    return typeof days === 'number' ? { ...stage, staleDays: days } : stage;
  });
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  const closed = pipeline.stages.filter(({ meaning }) => meaning !== 'open');
  const earlier = pipeline.stages.filter(({ meaning, retired }) => meaning === 'open' && retired);
  const left = open.filter(({ id }) => !seen.has(id)).map((stage) => ({ ...stage, retired: true }));
  return [...stages, ...closed, ...remembered(earlier, left, isInMotion), ...left];
}

/**
 * The `earlier` removed stages to keep, because histories show their names: the newest ones, and all whose deals are
 * still being moved. `left` contains the stages that are being removed now.
 */
function remembered(earlier: readonly Stage[], left: readonly Stage[], isInMotion: (id: string) => boolean) {
  const moving = earlier.filter(({ id }) => isInMotion(id)).length;
  let room = limits.retiredStagesPerPipeline - left.length - moving;
  if (room < 0) throw new ProblemError('conflict', 'moving_from_stages');
  const kept = earlier.toReversed().filter(({ id }) => isInMotion(id) || room-- > 0);
  return kept.toReversed();
}

/** Open stages in use that the request leaves out. */
export function leftOut(before: Pipeline, stages: readonly Stage[]): Stage[] {
  const used = new Set(stages.filter(({ retired }) => !retired).map(({ id }) => id));
  return before.stages.filter(({ id, retired }) => !retired && !used.has(id));
}

/**
 * Chooses the stage that takes the deals of each removed stage. The request must name one for each removed stage with
 * deals. Other removed stages can contain deals that aren't counted yet, so their deals go to the first open stage by
 * default.
 */
export function completeMoves(
  gone: readonly Stage[],
  stages: readonly Stage[],
  moves: Readonly<Record<string, string>>,
  dealsIn: (stage: Stage) => number,
): Record<string, string> {
  // Lost stages are excluded, because each lost deal has a reason of its own.
  const targets = new Set(
    stages.filter(({ meaning, retired }) => !retired && meaning !== 'lost').map(({ id }) => id),
  );
  for (const [from, to] of Object.entries(moves)) {
    const isFine = gone.some(({ id }) => id === from) && targets.has(to);
    if (!isFine) throw fieldProblem(`/moves/${from}`, 'not_a_choice');
  }
  const errors = gone
    .filter((stage) => !Object.hasOwn(moves, stage.id) && dealsIn(stage) > 0)
    .map(({ id, ...stage }): FieldFault => ({
      pointer: `/moves/${id}`,
      code: 'stage_in_use',
      limit: dealsIn({ id, ...stage }),
    }));
  if (errors.length > 0) {
    const deals = errors.reduce((sum, { limit = 0 }) => sum + limit, 0);
    throw new ProblemError('conflict', { code: 'stages_in_use', deals }, errors);
  }
  const first = stages.find(({ meaning, retired }) => meaning === 'open' && !retired)?.id;
  return Object.fromEntries(
    gone.flatMap(({ id }) => {
      const to = moves[id] ?? first;
      return to === undefined ? [] : [[id, to]];
    }),
  );
}
