import { randomBytes } from 'node:crypto';
import { limits } from '#contract/limits.ts';
import type { Pipeline, Stage } from '#contract/organization.ts';
import { fieldErrors, fieldProblem, ProblemError, type FieldError } from '#contract/problem.ts';

/** A stage as somebody wants it; without an id it is a new one. */
export interface WantedStage {
  id?: string | undefined;
  name: string;
  color: Stage['color'];
  probability: number;
}

/** Short, so that settings stay small; unique in the organization by the pipeline's id before it. */
export const newId = (prefix: string): string => `${prefix}-${randomBytes(4).toString('hex')}`;

/** The pipeline's stages in their new order: open ones as wanted, won and lost, then those that were taken away. */
export function arranged(
  pipeline: Pipeline,
  wanted: readonly WantedStage[],
  isInMotion: (id: string) => boolean = () => false,
): Stage[] {
  const open = pipeline.stages.filter(({ meaning, retired }) => meaning === 'open' && !retired);
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  const stages = wanted.map(({ id, name, color, probability }, index): Stage => {
    const isKnown = id === undefined || (open.some((stage) => stage.id === id) && !seen.has(id));
    if (!isKnown) {
      const code = 'not_a_choice';
      errors.push({ pointer: `/stages/${index}/id`, code, message: fieldErrors[code] });
    }
    seen.add(id ?? '');
    return { id: id ?? newId(pipeline.id), name, color, probability, meaning: 'open' };
  });
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  const closed = pipeline.stages.filter(({ meaning }) => meaning !== 'open');
  const earlier = pipeline.stages.filter(({ meaning, retired }) => meaning === 'open' && retired);
  const left = open.filter(({ id }) => !seen.has(id)).map((stage) => ({ ...stage, retired: true }));
  return [...stages, ...closed, ...remembered(earlier, left, isInMotion), ...left];
}

/** Stages that were taken away stay by name in histories: the newest, and all whose deals are on their way. */
function remembered(earlier: readonly Stage[], left: readonly Stage[], isInMotion: (id: string) => boolean) {
  const moving = earlier.filter(({ id }) => isInMotion(id)).length;
  let room = limits.retiredStagesPerPipeline - left.length - moving;
  if (room < 0)
    throw new ProblemError('conflict', 'Deals are still leaving stages that were taken away before.');
  const kept = earlier.toReversed().filter(({ id }) => isInMotion(id) || room-- > 0);
  return kept.toReversed();
}

/** Open stages in use that are no longer. */
export function leftOut(before: Pipeline, stages: readonly Stage[]): Stage[] {
  const used = new Set(stages.filter(({ retired }) => !retired).map(({ id }) => id));
  return before.stages.filter(({ id, retired }) => !retired && !used.has(id));
}

/**
 * Where the deals of each stage that is left out go, to a stage that stays. One with deals in it must say so. Others may
 * still get deals from those who act on the stages of before, or have more than was counted: these go to the first one.
 */
export function completeMoves(
  gone: readonly Stage[],
  stages: readonly Stage[],
  moves: Readonly<Record<string, string>>,
  dealsIn: (stage: Stage) => number,
): Record<string, string> {
  // Deals are lost one by one, each with its reason.
  const targets = new Set(
    stages.filter(({ meaning, retired }) => !retired && meaning !== 'lost').map(({ id }) => id),
  );
  for (const [from, to] of Object.entries(moves)) {
    const isFine = gone.some(({ id }) => id === from) && targets.has(to);
    if (!isFine) throw fieldProblem(`/moves/${from}`, 'not_a_choice');
  }
  const errors = gone
    .filter((stage) => !Object.hasOwn(moves, stage.id) && dealsIn(stage) > 0)
    .map(({ id, ...stage }): FieldError => ({
      pointer: `/moves/${id}`,
      code: 'required',
      message: `Say where the deals of “${stage.name}” go`,
      limit: dealsIn({ id, ...stage }),
    }));
  if (errors.length > 0) {
    const deals = errors.reduce((sum, { limit = 0 }) => sum + limit, 0);
    throw new ProblemError('conflict', `${deals} deals are in stages that are left out.`, errors);
  }
  const first = stages.find(({ meaning, retired }) => meaning === 'open' && !retired)?.id;
  return Object.fromEntries(
    gone.flatMap(({ id }) => {
      const to = moves[id] ?? first;
      return to === undefined ? [] : [[id, to]];
    }),
  );
}
