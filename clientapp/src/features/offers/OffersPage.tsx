import { getRouteApi, type LinkProps } from '@tanstack/react-router';
import { BadgePercent, Plus } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListQuery } from '../../api/list';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import { ViewTabs } from '../../app/ViewTabs';
import { DataTable } from '../../table/DataTable';
import { Button } from '../../ui/Button';
import { usePageKey } from '../../ui/pageKeys';
import { EmptyState } from '../../ui/States';
import { listOffers, offerKeys } from './offers.queries';
import { useOfferColumns } from './offerColumns';
import type { OffersSearch } from './routes';

const OfferForm = lazy(() => import('./OfferForm').then((file) => ({ default: file.OfferForm })));
const OfferDrawer = lazy(() => import('./OfferDrawer').then((file) => ({ default: file.OfferDrawer })));

const route = getRouteApi('/shell/offers');
const link = (search: OffersSearch) => ({ to: '/offers', search }) as unknown as LinkProps;
const views = ['active', 'pending', 'draft', 'over', 'all'] as const;
const statuses = { active: 'active', pending: 'pending', draft: 'draft', over: 'expired,withdrawn', all: null } as const;

/** Prices, discounts and benefits of customers. */
export function OffersPage() {
  const { t } = useTranslation('offers');
  const { show, new: creating, open, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const fields = useOfferColumns();
  const mayWrite = can('offers.write');
  const at = show && { show };
  const go = (next: OffersSearch, replace = true) => void navigate({ search: next, replace });
  const create = () => go({ ...search, ...at, new: '1' }, false);
  usePageKey('n', mayWrite ? create : null);
  const status = statuses[show ?? 'active'];
  const scoped = (query: ListQuery) => (status ? { ...query, filter: { ...query.filter, status: { in: status } } } : query);
  const button = mayWrite && <Button variant="primary" icon={Plus} aria-keyshortcuts="N" onClick={create}>{t('create')}</Button>;
  return (
    <Page title={t('title')} fill views={<ViewTabs label={t('view.label')} views={views.map((id) => ({ id, label: t(`view.${id}`), link: link(id === 'active' ? {} : { show: id }) }))} current={show ?? 'active'} />} actions={button}>
      <DataTable
        key={status}
        id="offers"
        entity="offers"
        keptIn
        label={t('title')}
        fields={fields}
        queryKey={[...offerKeys.list, status]}
        fetchPage={(query, signal) => listOffers(scoped(query), signal)}
        search={search}
        onSearch={(next) => go({ ...next, ...at })}
        searchable={false}
        rowName={(row) => `${row.customerName} ${t(`kind.${row.kind}`)}`}
        rowLink={(row) => link({ ...search, ...at, open: row.id })}
        empty={<EmptyState icon={BadgePercent} title={t('empty')} hint={t('emptyHint')} action={button} />}
      />
      <Suspense>
        {creating && mayWrite && <OfferForm onClose={() => go({ ...search, ...at })} onSaved={() => go({ ...search, ...at })} />}
        {open && <OfferDrawer key={open} id={open} onClose={() => go({ ...search, ...at })} />}
      </Suspense>
    </Page>
  );
}
