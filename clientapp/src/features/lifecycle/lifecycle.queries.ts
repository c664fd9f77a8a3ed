import type { LinkProps } from '@tanstack/react-router';
import { api, body, ifMatch } from '../../api/client';
import type { components } from '../../api/schema';
import { writeWhere, type Test } from '../../table/where';
import type { Tone } from '../../ui/Badge';

type Schemas = components['schemas'];
export type Stage = Schemas['CustomerRow']['stage'];
export type Flow = Schemas['LifecycleFlow'];
export type Rules = Schemas['LifecycleRulesInput'];
export type RulesView = Schemas['LifecycleRulesView'];
export type LifeView = Schemas['CustomerLifecycleView'];
type Signal = { signal: AbortSignal };

export const stages: Stage[] = ['prospect', 'new', 'active', 'silent', 'lost', 'won_back'];
export const stageTones: Record<Stage, Tone> = { prospect: 'slate', new: 'brand', active: 'good', silent: 'warn', lost: 'bad', won_back: 'violet' };
export const stageColors: Record<Stage, string> = { prospect: 'var(--slate)', new: 'var(--brand)', active: 'var(--good)', silent: 'var(--warn)', lost: 'var(--bad)', won_back: 'var(--violet)' };

export const flowQuery = (from: string) => ({
  queryKey: ['lifecycle', 'flow', from] as const,
  queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/lifecycle/flow', { params: { query: { from } }, signal })),
});
export const rulesQuery = { queryKey: ['lifecycle', 'rules'] as const, queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/lifecycle/rules', { signal })) };
export const saveRules = (rules: Rules, version: number) => body(api.PUT('/api/v1/lifecycle/rules', { ...(version > 0 && { headers: ifMatch(version) }), body: rules }));
export const advance = () => body(api.POST('/api/v1/lifecycle/assignment'));
export const lifeQuery = (customerId: string) => ({
  queryKey: ['lifecycle', 'customer', customerId] as const,
  queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/customers/{customerId}/lifecycle', { params: { path: { customerId } }, signal })),
});
export const segmentsOfQuery = (customerId: string) => ({
  queryKey: ['segments', 'of', customerId] as const,
  queryFn: ({ signal }: Signal) => body(api.GET('/api/v1/customers/{customerId}/segments', { params: { path: { customerId } }, signal })),
});

/** The customers for whom a test holds. */
export const customersWhere = (test: Test) => ({ to: '/customers', search: { where: writeWhere(test) } }) as unknown as LinkProps;
