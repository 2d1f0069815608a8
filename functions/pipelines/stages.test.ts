import { expect, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import type { Stage } from '#contract/stage.ts';
import { arranged } from './stages.ts';

const stage = (id: string, retired?: true): Stage => ({
  id,
  name: id,
  color: 'blue',
  probability: 10,
  meaning: 'open',
  ...(retired ? { retired } : {}),
});

test('the oldest removed stages are forgotten unless their deals are still being moved', () => {
  const gone = Array.from({ length: 25 }, (_, index) => stage(`gone-${index}`, true));
  const pipeline = { id: 'p', name: 'P', stages: [stage('used'), ...gone] };
  const input = [{ id: 'used', name: 'Used', color: 'blue' as const, probability: 10 }];
  const kept = (isInMotion?: (id: string) => boolean) =>
    arranged(pipeline, input, isInMotion)
      .filter(({ retired }) => retired)
      .map(({ id }) => id);
  const newest = (count: number) => gone.slice(-count).map(({ id }) => id);
  const most = limits.retiredStagesPerPipeline;
  expect(kept()).toEqual(newest(most));
  expect(kept((id) => id === 'gone-2')).toEqual(['gone-2', ...newest(most - 1)]);
  expect(() => kept(() => true)).toThrow(expect.objectContaining({ detail: 'moving_from_stages' }));
});
