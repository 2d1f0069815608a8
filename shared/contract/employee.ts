import { date, derived, email, member, optional, phones, relation, text } from './field.ts';
import { resource } from './operation.ts';
import { recordOperations } from './record-operations.ts';
import { recordType, type RecordOf } from './record-type.ts';

/** Somebody who works for the organization. Teams follow the manager; rights follow the linked user. */
export const employee = recordType('employee', {
  plural: 'employees',
  fields: {
    firstName: text({ max: 80 }),
    lastName: optional(text({ max: 80 })),
    fullName: derived(text({ max: 161 })),
    department: optional(text({ max: 80 })),
    position: optional(text({ max: 120 })),
    hireDate: optional(date()),
    email: optional(email()),
    phones: optional(phones()),
    managerId: optional(relation('employee')),
    userId: optional(member()),
  },
  title: 'fullName',
  row: ['fullName', 'department', 'position', 'hireDate', 'email', 'phones', 'managerId', 'userId'],
  sorts: ['name', 'createdAt'],
  filters: ['managerId', 'department'],
});
export type Employee = RecordOf<typeof employee.fields>;

/** A user can be linked to one employee only. Rows go along with the organization chart and its revision. */
export const employees = resource(
  'employees',
  '/v1/orgs/{orgId}/employees',
  recordOperations(employee, 'employees', 1, 2),
);
