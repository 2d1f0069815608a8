import { employee, type Employee } from '#contract/employee.ts';
import { chartAction } from '../chart.ts';
import { fold, keyText, wordsOf } from '../words.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';

/** How employees lie in the table. Every write of one also keeps its place in the organization chart. */
const definition: RecordDefinition<Employee & AnyRecord> = {
  type: employee,
  schema: 1,
  projection: 2,
  upgrades: [],
  unique: ['userId'],
  singly: ['managerId'],
  lists: [
    { index: 'g1', sort: 'name' },
    { index: 'g2', sort: 'createdAt' },
    { index: 'g3', by: 'managerId', sort: 'name' },
  ],
  sorts: { name: (record) => keyText(fold(record.fullName)), createdAt: (record) => record.createdAt },
  searchWords: (record) =>
    wordsOf({
      names: [record.firstName, record.lastName],
      emails: [record.email],
      phones: (record.phones ?? []).map((phone) => phone.number),
    }),
  searchDetail: (record) => record.position,
  countedBy: 'department',
  countedEach: [],
  derive: (record) => ({ fullName: [record.firstName, record.lastName].filter(Boolean).join(' ') }),
  check: (record) =>
    record.managerId === record.id ? { field: 'managerId', code: 'not_allowed' } : undefined,
  along: ({ orgId }, writes) =>
    chartAction(
      orgId,
      writes.map(({ after }) => ({
        id: after.id,
        managerId: after.managerId,
        userId: after.userId,
        isGone: after.deletedAt !== undefined,
      })),
    ),
};

export const employeeRecords = definition as unknown as RecordDefinition;
