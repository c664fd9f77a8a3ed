import type { LinkProps } from '@tanstack/react-router';
import type { LucideIcon } from 'lucide-react';
import type boot from '../i18n/zh-CN/boot.json';
import { activitiesNav } from '../features/activities/routes';
import { careNav } from '../features/care/routes';
import { contactsNav } from '../features/contacts/routes';
import { customersNav } from '../features/customers/routes';
import { poolNav } from '../features/pool/routes';
import { offersNav } from '../features/offers/routes';
import { managersNav } from '../features/managers/routes';
import { ordersNav } from '../features/orders/routes';
import { questionnairesNav } from '../features/questionnaires/routes';
import { recordsNav } from '../features/records/routes';
import { importsNav } from '../features/imports/routes';
import { jobsNav } from '../features/jobs/routes';
import { settingsNav } from '../features/settings/routes';
import { keyAccountsNav } from '../features/keyAccounts/routes';
import { lifecycleNav } from '../features/lifecycle/routes';
import { segmentsNav } from '../features/segments/routes';
import { tiersNav } from '../features/tiers/routes';
import { todayNav } from '../features/today/routes';

export type NavGroup = keyof (typeof boot)['nav']['groups'];

export type NavItem = {
  to: LinkProps['to'];
  label: `nav.${Exclude<keyof (typeof boot)['nav'], 'groups'>}`;
  icon: LucideIcon;
  group: NavGroup;
  /** G and then this key goes there. */
  key?: string;
  permission?: string;
  /** What the API's search calls a record of this list, so that the search box can show one. */
  finds?: string;
  /** Stands in the bar of a phone, which has room for four. */
  first?: true;
};

/** What the create menu and the command palette offer; the page opens its form when its search says `new=1`. */
export type CreateItem = {
  to: LinkProps['to'];
  search: Record<string, string>;
  label: `create.${keyof (typeof boot)['create']}`;
  icon: LucideIcon;
  permission?: string;
};

export type FeatureNav = { items: NavItem[]; create: CreateItem[] };

const features: FeatureNav[] = [todayNav, customersNav, contactsNav, poolNav, activitiesNav, questionnairesNav, managersNav, ordersNav, careNav, segmentsNav, lifecycleNav, keyAccountsNav, offersNav, recordsNav, importsNav, jobsNav, tiersNav, settingsNav];

export const navItems = features.flatMap((feature) => feature.items);
export const createItems = features.flatMap((feature) => feature.create);
/** In this order; what stands under `today` needs no heading. Within a group, the order of the features. */
export const navGroups: NavGroup[] = ['today', 'customers', 'followUps', 'trade', 'care', 'analysis', 'settings'];

/** Where another entry stands below an address, only that very address is its page. */
export const isExact = ({ to }: NavItem) => to === '/' || navItems.some((other) => other.to!.startsWith(`${to}/`));
export const isCurrent = (item: NavItem, path: string) => path === item.to || (!isExact(item) && path.startsWith(`${item.to}/`));
