import { expect, test } from 'vitest';
import { mergePipeline, type PipelineValues, type StageValues } from './pipeline-values.ts';

const stage = (id: string, name: string, probability = '20'): StageValues => ({
  key: id,
  id,
  name,
  color: 'blue',
  probability,
  staleDays: '',
});
const base: PipelineValues = {
  name: 'Sales',
  stages: [stage('a', 'Asked'), stage('b', 'Offered'), stage('c', 'Agreed')],
  moves: {},
};

test('input is kept and merged with someone else’s changes', () => {
  const mine = { ...base, stages: [stage('b', 'Offered', '40'), stage('a', 'Asked'), stage('c', 'Agreed')] };
  const theirs = {
    ...base,
    name: 'Ships',
    stages: [...base.stages.slice(0, 1), stage('b', 'Bid'), stage('d', 'New')],
  };
  const after = mergePipeline(base, mine, theirs);
  expect(after.name).toBe('Ships');
  expect(after.stages).toEqual([stage('b', 'Bid', '40'), stage('a', 'Asked'), stage('d', 'New')]);
});

test('deals of a removed stage move to a stage that both versions have', () => {
  const mine = { ...base, stages: base.stages.slice(1), moves: { a: 'b' } };
  expect(mergePipeline(base, mine, base).moves).toEqual({ a: 'b' });
  const without = { ...base, stages: [stage('a', 'Asked'), stage('c', 'Agreed')] };
  expect(mergePipeline(base, mine, without)).toMatchObject({ stages: [stage('c', 'Agreed')], moves: {} });
});
