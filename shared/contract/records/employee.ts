import { date, derived, email, member, optional, phones, relation, text, externalId } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import { managedByAdministrators } from '../role.ts';

/**
 * A person who works for the organization. Managers' teams are derived from `managerId`. What the person can do in the
 * product depends on the role of the linked user, `userId`.
 */
export const employee = recordType('employee', {
  plural: 'employees',
  nouns: {
    en: { one: 'Employee', many: 'Employees' },
    es: { one: 'Empleado', many: 'Empleados' },
  },
  icon: 'id-card',
  group: 'organization',
  shortcut: 'e',
  permissions: managedByAdministrators,
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
    externalId: externalId(),
  },
  title: 'fullName',
  row: ['fullName', 'department', 'position', 'hireDate', 'email', 'phones', 'managerId', 'userId'],
  sorts: ['name', 'createdAt'],
  filters: ['managerId', 'department'],
  /** A user can be linked to one employee only. */
  unique: ['userId'],
  /** One action updates the organization chart, the other one its revision. */
  actionsAlong: 2,
});
export type Employee = RecordOf<typeof employee.fields>;
