import { api, body, ifMatch } from '../../api/client';
import type { ListQuery } from '../../api/list';
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
export type CodeList = Schemas['CodeListRow'];
export type CodeItem = Schemas['CodeListItemRow'];
export type Tag = Schemas['TagRow'];
export type UserRow = Schemas['UserRow'];
export type Team = Schemas['TeamRow'];
export type Role = UserRow['role'];

export const roles: Role[] = ['sales', 'sales_manager', 'administrator'];
export const tagColors = ['grey', 'blue', 'green', 'yellow', 'orange', 'red', 'purple', 'teal'] as const;

export const userKeys = { all: ['users'] as const, list: ['users', 'list'] as const, detail: (id: string) => ['users', id] as const };

export const listUsers = (query: ListQuery, signal: AbortSignal) => body(api.GET('/api/v1/users', { params: { query }, signal }));

export const userQuery = (id: string) => ({
  queryKey: userKeys.detail(id),
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/users/{id}', { params: { path: { id } }, signal })),
});

export const teamsQuery = {
  queryKey: ['teams'],
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/teams', { signal })),
};

export const changeCodeItem = (list: string, item: Pick<CodeItem, 'code' | 'version'>, changes: Schemas['CodeListItemPatch']) =>
  body(api.PATCH('/api/v1/code-lists/{key}/items/{code}', { params: { path: { key: list, code: item.code } }, headers: ifMatch(item.version), body: changes }));

export const changeTag = (id: string, changes: Schemas['TagPatch'], version: number) =>
  body(api.PATCH('/api/v1/tags/{id}', { params: { path: { id } }, headers: ifMatch(version), body: changes }));

export const changeUser = (id: string, changes: Schemas['UserPatch'], version: number) =>
  body(api.PATCH('/api/v1/users/{id}', { params: { path: { id } }, headers: ifMatch(version), body: changes }));
