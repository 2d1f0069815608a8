import type { Pipeline } from '#contract/organization.ts';
import type { Stage } from '#contract/stage.ts';
import type { tagColors } from '#contract/tag-color.ts';
import { merged } from '#lib/forms/merge.ts';

export interface StageValues {
  /** Identifies the row while it moves. The stage's id if it has one. */
  key: string;
  id?: string;
  name: string;
  color: (typeof tagColors)[number];
  probability: string;
  /** Empty for the usual number. */
  staleDays: string;
}

/** A pipeline as returned by writes. `version` is that of the organization's settings, which contain the pipelines. */
export type StoredPipeline = Pipeline & { isDefault: boolean; version: number };

/** The form values of a pipeline. */
export interface PipelineValues {
  name: string;
  stages: StageValues[];
  /** Id of the stage to which the deals of a removed stage move, by id of the removed stage. */
  moves: Record<string, string>;
}

export const openStages = (pipeline: Pipeline | undefined): readonly Stage[] =>
  (pipeline?.stages ?? []).filter((stage) => stage.meaning === 'open' && !stage.retired);

export function pipelineValues(pipeline: Pipeline): PipelineValues {
  const stages = openStages(pipeline).map(({ id, name, color, probability, staleDays = '' }) => {
    return { key: id, id, name, color, probability: String(probability), staleDays: String(staleDays) };
  });
  return { name: pipeline.name, stages, moves: {} };
}

/** Merges the input (`mine`) with what someone else changed since `base`. */
export function mergePipeline(
  base: PipelineValues,
  mine: PipelineValues,
  theirs: PipelineValues,
): PipelineValues {
  const stageIn = (values: PipelineValues, key: string) => values.stages.find((stage) => stage.key === key);
  const kept = mine.stages.flatMap((stage) => {
    const [before, now] = [stageIn(base, stage.key), stageIn(theirs, stage.key)];
    if (!before) return [stage];
    return now ? [merged(before, stage, now)] : [];
  });
  const added = theirs.stages.filter(({ key }) => !stageIn(base, key));
  const moves = Object.entries(mine.moves).filter(
    ([from, to]) => stageIn(theirs, from) && stageIn(theirs, to),
  );
  return {
    name: merged(base.name, mine.name, theirs.name),
    stages: [...kept, ...added],
    moves: Object.fromEntries(moves),
  };
}
