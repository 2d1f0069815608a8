import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dataHolders, dataTypes, lostData, releasesFolder, type DataHolder } from './released.ts';
import { ofType, synthesized } from './synthesized.ts';
import { findingsOfStage } from './template-rules.ts';

const prod = await synthesized('prod');
const current = dataHolders(prod.outdir, 'prod');
const releases = readdirSync(releasesFolder).sort(new Intl.Collator('en', { numeric: true }).compare);

/** Losses since the last release that are accepted, each with the reason. A release starts with an empty list. */
const accepted: readonly { key: RegExp; reason: string }[] = [];

test(`an update from ${path.basename(releases.at(-1) ?? '', '.json')} replaces and removes nothing that holds data, except for a written reason`, () => {
  const text = readFileSync(path.join(releasesFolder, releases.at(-1) ?? ''), 'utf8');
  const released = JSON.parse(text) as Record<string, DataHolder>;
  expect(Object.keys(released).filter((key) => key.startsWith('Data/'))).not.toEqual([]);
  const lost = lostData(released, current).filter(
    ({ key: lostKey }) => !accepted.some(({ key }) => key.test(lostKey)),
  );
  expect(lost.map(({ line }) => line)).toEqual([]);
});

test('a resource with data that is renamed, moved or gets another key or name is reported', () => {
  const key = { type: 'AWS::DynamoDB::Table', fixed: { KeySchema: ['pk'] } };
  const lines = (after: Record<string, DataHolder>) =>
    lostData({ 'Data/Table': key }, after).map(({ line }) => line);
  expect(lines({ 'Data/Table': key })).toEqual([]);
  expect(lines({ 'App/Table': key })).toEqual(['Data/Table (AWS::DynamoDB::Table) is removed']);
  expect(lines({ 'Data/Table': { ...key, fixed: { KeySchema: ['id'] } } })).toEqual([
    'Data/Table (AWS::DynamoDB::Table) is replaced, because KeySchema changes',
  ]);
  expect(lines({ 'Data/Table': { ...key, fixed: { ...key.fixed, TableName: 'crm' } } })).toEqual([
    'Data/Table (AWS::DynamoDB::Table) is replaced, because TableName changes',
  ]);
});

test('an export that a release had and the next one lacks is reported, and each import has its export', () => {
  const exported = { type: 'Export', fixed: { Name: 'CobaltProdData:Table' } };
  expect(lostData({ 'Data/Out': exported }, {}).map(({ line }) => line)).toEqual([
    'Data/Out (Export) is removed',
  ]);
  const names = Object.values(current).flatMap(({ type, fixed }) => (type === 'Export' ? [fixed.Name] : []));
  const imported = [...JSON.stringify(prod.resources).matchAll(/"Fn::ImportValue":"([^"]+)"/g)];
  expect(imported.length).toBeGreaterThan(0);
  expect([...new Set(imported.map(([, name]) => name))].filter((name) => !names.includes(name))).toEqual([]);
});

test('every property that CloudFormation can set only on creation is compared', () => {
  const holders = new Map(
    Object.keys(dataTypes).flatMap((type) => ofType(prod, type).map(({ id }) => [id, type])),
  );
  const missing = findingsOfStage(prod).flatMap(({ ruleId, id = '', property = '' }) => {
    const type = holders.get(id);
    const name = property.split('.')[1] ?? '';
    return ruleId === 'I9001' && type && !dataTypes[type]?.includes(name) ? [`${type} ${name}`] : [];
  });
  expect([...new Set(missing)]).toEqual([]);
});
