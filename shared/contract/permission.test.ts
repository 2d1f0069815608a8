import { describe, expect, test } from 'vitest';
import { api } from './api.ts';
import { isPermission, type AnyOperation } from './operation.ts';
import {
  isKeyPermission,
  keyPermissionNames,
  mayManageRole,
  permissionNames,
  scopeOf,
} from './permission.ts';
import { roles, type Role, type Scope } from './role.ts';

const reach = (scope: Scope | undefined): number => [undefined, 'own', 'team', 'all'].indexOf(scope);

describe('the permission table', () => {
  test('gives no member’s role more than the role above it', () => {
    const members = roles.filter((role) => role !== 'client');
    for (const permission of permissionNames) {
      for (const [index, role] of members.slice(1).entries()) {
        const above = members[index]!;
        expect(reach(scopeOf(role, permission)), `${role} ${permission}`).toBeLessThanOrEqual(
          reach(scopeOf(above, permission)),
        );
      }
    }
  });

  test('gives owners access to everything but what clients do, and admins to all but deleting the organization', () => {
    const denied = (role: Role) => permissionNames.filter((permission) => !scopeOf(role, permission));
    expect(denied('owner')).toEqual(['portal:update']);
    expect(denied('admin')).toEqual(['organization:delete', 'portal:update']);
  });

  test('gives clients the portal, and nothing else', () => {
    const granted = permissionNames.filter((permission) => scopeOf('client', permission));
    expect(granted).toEqual(['portal:read', 'portal:update']);
  });

  test('limits an employee to own contacts in every action', () => {
    for (const action of ['read', 'update', 'delete'] as const) {
      expect(scopeOf('employee', `contact:${action}`)).toBe('own');
    }
  });

  test('prevents editing someone else’s note', () => {
    for (const role of roles) expect(scopeOf(role, 'note:update')).not.toBe('all');
  });

  test('limits members, invitations, API keys and settings to admins', () => {
    const kept = permissionNames.filter((permission) =>
      /^(?:invitation|apiKey):|^member:(?:update|remove)|^organization:update/.test(permission),
    );
    expect(kept.length).toBeGreaterThan(6);
    for (const permission of kept) {
      for (const role of ['manager', 'employee', 'client'] as const)
        expect(scopeOf(role, permission)).toBeUndefined();
    }
  });
});

test('only owners manage owners, and nobody below admin manages anyone', () => {
  const managed = (actor: Role) => roles.filter((subject) => mayManageRole(actor, subject));
  expect(managed('owner')).toEqual([...roles]);
  expect(managed('admin')).toEqual(roles.filter((role) => role !== 'owner'));
  for (const role of ['manager', 'employee', 'client'] as const) expect(managed(role)).toEqual([]);
});

test('API keys can have exactly the permissions that operations require of keys', () => {
  const operations = Object.values(api).flatMap((resource): AnyOperation[] =>
    Object.values(resource.operations),
  );
  const accesses = (open: boolean) =>
    operations.filter(({ usersOnly }) => usersOnly !== open).map(({ access }) => access);
  // Shared views require `view:share` in addition to the operation's own permission.
  const required = new Set([...accesses(true).filter(isPermission), 'view:share']);
  expect([...keyPermissionNames].sort()).toEqual([...required].sort());
  const others = permissionNames.filter((permission) => !isKeyPermission(permission));
  expect(others.length).toBeGreaterThan(0);
  for (const permission of others) expect(accesses(false)).toContain(permission);
});
