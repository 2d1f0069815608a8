import * as z from 'zod/mini';
import { line, named, positionIn } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { pipeline } from './organization.ts';
import { tagColors } from './tag-color.ts';

export const stageInput = z.strictObject({
  /** Left out for a new stage. */
  id: z.optional(line(40)),
  name: line(60),
  color: z.enum(tagColors),
  probability: z.int().check(z.gte(0), z.lte(100)),
  /** Days in the stage after which a deal stands out. Stays the same if you leave it out; null means 30. */
  staleDays: z.optional(z.nullable(z.int().check(z.gte(1), z.lte(365)))),
});
/** Open stages in order. Won and lost stages are added automatically. */
const stagesOf = <Stage>(stage: z.ZodMiniType<Stage>) =>
  z.array(stage).check(z.minLength(1), z.maxLength(limits.stagesPerPipeline));
const newStages = stagesOf(z.omit(stageInput, { id: true }));

export const listedPipeline = z.extend(pipeline, {
  /** Whether new deals get this pipeline unless they name another one: the first one in use. */
  isDefault: z.boolean(),
});
/** `version` is the organization's version, for the next `If-Match`. */
const storedPipeline = z.extend(listedPipeline, { version: z.int() });

const path = '/v1/orgs/{orgId}/pipelines';
const one = `${path}/{pipelineId}` as const;

/** Pipelines are part of the organization's settings, so `If-Match` takes the organization's version. */
export const pipelines = resource('pipelines', path, {
  list: operation({
    method: 'GET',
    path,
    access: 'pipeline:read',
    summary:
      'List pipelines with their stages, in their order. The first one in use is the default for new deals.',
    output: z.object({ version: z.int(), items: z.array(listedPipeline) }),
  }),
  create: operation({
    method: 'POST',
    path,
    access: 'pipeline:update',
    summary: 'Create a pipeline.',
    body: z.strictObject({ name: line(60), stages: newStages }),
    output: storedPipeline,
    status: 201,
    ifMatch: true,
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access: 'pipeline:update',
    summary:
      'Rename or move a pipeline, or add, change, reorder and remove stages. If you leave out a stage with deals, name the stage to move them to.',
    body: z.strictObject({
      name: z.optional(line(60)),
      stages: z.optional(stagesOf(stageInput)),
      /** The target stage for the deals of each removed stage, by the removed stage's id. */
      moves: z.optional(named(line(40), line(40), limits.stagesPerPipeline)),
      /** The place among the pipelines in use, from 0. The one at 0 is the default. A place after the last is the last. */
      position: z.optional(positionIn(limits.pipelinesPerOrganization)),
    }),
    output: storedPipeline,
    ifMatch: true,
  }),
  archive: operation({
    method: 'DELETE',
    path: one,
    access: 'pipeline:update',
    summary: 'Archive a pipeline. Its deals stay readable.',
    output: storedPipeline,
    ifMatch: true,
  }),
});
